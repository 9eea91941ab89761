// A table: the names of the two WS-Trust versions that clients speak, side by side so that they never mix.
export const wsTrust = {
  /** The submission of February 2005 [WSTrust0502], path segment `2005`. */
  wst200502: {
    namespace: 'http://schemas.xmlsoap.org/ws/2005/02/trust',
    requestAction: 'http://schemas.xmlsoap.org/ws/2005/02/trust/RST/Issue',
    responseAction: 'http://schemas.xmlsoap.org/ws/2005/02/trust/RSTR/Issue',
    issueRequestType: 'http://schemas.xmlsoap.org/ws/2005/02/trust/Issue',
    /** [WSTrust0502] itself has no bearer key; Microsoft's identity profile added this one. */
    bearerKeyType: 'http://schemas.xmlsoap.org/ws/2005/05/identity/NoProofKey',
    symmetricKeyType: 'http://schemas.xmlsoap.org/ws/2005/02/trust/SymmetricKey',
    publicKeyType: 'http://schemas.xmlsoap.org/ws/2005/02/trust/PublicKey',
  },
  /** The OASIS standard 1.3 [WSTrust13], path segment `13`. */
  wst200512: {
    namespace: 'http://docs.oasis-open.org/ws-sx/ws-trust/200512',
    requestAction: 'http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue',
    responseAction: 'http://docs.oasis-open.org/ws-sx/ws-trust/200512/RSTRC/IssueFinal',
    issueRequestType: 'http://docs.oasis-open.org/ws-sx/ws-trust/200512/Issue',
    bearerKeyType: 'http://docs.oasis-open.org/ws-sx/ws-trust/200512/Bearer',
    symmetricKeyType: 'http://docs.oasis-open.org/ws-sx/ws-trust/200512/SymmetricKey',
    publicKeyType: 'http://docs.oasis-open.org/ws-sx/ws-trust/200512/PublicKey',
  },
} as const
