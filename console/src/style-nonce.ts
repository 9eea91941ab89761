/** The nonce of this answer's policy: style elements that are made here must bear it. */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''

// Where the library that locks scrolling behind dialogs (react-remove-scroll, by get-nonce) looks for it.
Object.assign(globalThis, { __webpack_nonce__: styleNonce })
