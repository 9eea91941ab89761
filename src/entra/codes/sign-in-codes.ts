// A table: NTSTATUS of a sign-in, and SOAP faults of a token service. Columns: kind | code | symbol | phase | meaning | remedy | sources (code-sources.ts).
export const signInCodes = `
ntstatus|0xc000006d|STATUS_LOGON_FAILURE|prt|PRT: no connection to Entra, or HTTP 400 from Entra or the WS-Trust endpoint|events 1081 (Entra) and 1088 (WS-Trust) hold the server error; the first 1022 before them holds the URL|LEARN-HJ LEARN-PRT
ntstatus|0xc000006a|STATUS_WRONG_PASSWORD|prt|PRT: as logon failure; wrong password|events 1081 (Entra) and 1088 (WS-Trust) hold the server error; the first 1022 before them holds the URL|LEARN-HJ LEARN-PRT
ntstatus|0xc00000d0|STATUS_REQUEST_NOT_ACCEPTED|prt|PRT: HTTP 400 from Entra or the WS-Trust endpoint|events 1081 (Entra) and 1088 (WS-Trust) hold the server error; the first 1022 before them holds the URL|LEARN-HJ LEARN-PRT
ntstatus|0xc000023c|STATUS_NETWORK_UNREACHABLE|prt|PRT: HTTP error above 400 or network trouble|event 1084 holds the network sub-error|LEARN-HJ LEARN-PRT
ntstatus|0xc00000be|STATUS_BAD_NETWORK_PATH|prt|PRT: HTTP error above 400 or network trouble|event 1084 holds the network sub-error|LEARN-HJ LEARN-PRT
ntstatus|0xc00000c4|STATUS_UNEXPECTED_NETWORK_ERROR|prt|PRT: HTTP error above 400 or network trouble|event 1084 holds the network sub-error|LEARN-HJ LEARN-PRT
ntstatus|0xc000005f|STATUS_NO_SUCH_LOGON_SESSION|prt|PRT: realm discovery did not find the domain of the UPN|verify the domain in Entra or set an alternate login id; event 1144 shows the UPN|LEARN-HJ LEARN-PRT
ntstatus|0xc004844c|AAD_CLOUDAP_E_OAUTH_USERNAME_IS_MALFORMED|prt|PRT: UPN not in internet form|correct the UPN the DC returns (whoami /upn)|LEARN-HJ LEARN-PRT
ntstatus|0xc0048442|AAD_CLOUDAP_E_OAUTH_USER_SID_IS_EMPTY|prt|PRT: id_token lacks the user SID|exclude a proxy altering the answer|LEARN-HJ LEARN-PRT
ntstatus|0xc00484c1|AAD_CLOUDAP_E_WSTRUST_SAML_TOKENS_ARE_EMPTY|prt|PRT: WS-Trust endpoint returned an error or no assertion|read event 1088; fix the STS or its relying-party identifier|LEARN-HJ LEARN-PRT
ntstatus|0xc004848b|AAD_CLOUDAP_E_HTTP_PASSWORD_URI_IS_EMPTY|prt|PRT: MEX offers no usernamemixed URL|publish usernamemixed in MEX|LEARN-HJ LEARN-PRT
ntstatus|0xc004848c|AAD_CLOUDAP_E_HTTP_CERTIFICATE_URI_IS_EMPTY|prt|PRT: MEX offers no certificate URL|publish certificatemixed in MEX|LEARN-HJ LEARN-PRT
ntstatus|0xc00cee4f|WC_E_DTDPROHIBITED|prt|PRT: XML of the STS contains a DTD|send XML without DTD; event 1022 shows the URL|LEARN-HJ LEARN-PRT
ntstatus|0xc00ce584||prt|PRT: XML parser refused the document (DTD)|send XML without DTD|LEARN-HJ LEARN-PRT
ntstatus||STATUS_AAD_CLOUDAP_E_APNONCE_INVALID|rdp sign-in|server nonce expired|numeric value in ntstatus.h|LEARN-WTS
ntstatus||STATUS_AAD_CLOUDAP_E_BAD_DEVICE_ACCESS_TOKEN_FORMAT|rdp sign-in|device access token malformed|numeric value in ntstatus.h|LEARN-WTS
ntstatus||STATUS_AAD_CLOUDAP_E_ASSERTION_MALFORMED|rdp sign-in|assertion malformed|numeric value in ntstatus.h|LEARN-WTS
ntstatus||STATUS_AAD_CLOUDAP_E_INVALID_TENANT|rdp sign-in|tenant in nonce or assertion wrong|numeric value in ntstatus.h|LEARN-WTS
ntstatus||STATUS_AAD_CLOUDAP_E_INVALID_DEVICE|rdp sign-in|device in nonce or assertion wrong|numeric value in ntstatus.h|LEARN-WTS
ntstatus||STATUS_AAD_CLOUDAP_E_INVALID_ACCESS_TOKEN|rdp sign-in|access token invalid|numeric value in ntstatus.h|LEARN-WTS
ntstatus||STATUS_AAD_CLOUDAP_E_INVALID_BINDING_KEY_ID|rdp sign-in|binding key of assertion and token differ|numeric value in ntstatus.h|LEARN-WTS
ntstatus||STATUS_AAD_CLOUDAP_E_CANT_FIND_ROOT_CERT|rdp sign-in|root certificate of the token signature missing|numeric value in ntstatus.h|LEARN-WTS
ntstatus||STATUS_AAD_CLOUDAP_E_ASSERTION_INVALID|rdp sign-in|resource URL and token audience differ|numeric value in ntstatus.h|LEARN-WTS
ntstatus||STATUS_AAD_CLOUDAP_E_CALLER_MISMATCH|rdp sign-in|resource id and token audience differ|numeric value in ntstatus.h|LEARN-WTS
ntstatus|0x800484c1|HRESULT form of AAD_CLOUDAP_E_WSTRUST_SAML_TOKENS_ARE_EMPTY|prt|appears in the transport-error event together with 0xC00484C1|read event 1088|CHINA LEARN-PRT
soap-fault|s:Sender/wst:FailedAuthentication|ID3242|auth|credential could not be authenticated or authorised|wrong password, bad Kerberos ticket, disabled account|adfs-faults WSTrust13
soap-fault|s:Sender/wst:InvalidScope|ID3082|auth|AppliesTo not known to the STS|register the identifier (urn:federation:MicrosoftOnline; China: https://login.partner.microsoftonline.cn)|CHINA WSTrust13
soap-fault|s:Sender/wst:RequestFailed|MSIS3127|auth|request failed inside the STS|read the STS log|adfs-faults WSTrust13
soap-fault|s:Sender/wst:InvalidRequest||auth|request malformed|check RST|WSTrust13
soap-fault|s:Sender/wst:InvalidSecurityToken||auth|security token in the request revoked or unusable||WSTrust13
soap-fault|s:Sender/wst:AuthenticationBadElements||auth|insufficient digest elements||WSTrust13
soap-fault|s:Sender/wst:BadRequest||auth|RST not understood||WSTrust13
soap-fault|s:Sender/wst:ExpiredData||auth|request data out of date|check clock|WSTrust13
soap-fault|s:Sender/wst:InvalidTimeRange||auth|requested period invalid||WSTrust13
soap-fault|s:Sender/wst:RenewNeeded||auth|token must be renewed||WSTrust13
soap-fault|s:Sender/wst:UnableToRenew||auth|token not renewable||WSTrust13
soap-fault|s:Sender/wsse:UnsupportedSecurityToken||auth|token type not supported||WSSecurity
soap-fault|s:Sender/wsse:UnsupportedAlgorithm||auth|algorithm not supported||WSSecurity
soap-fault|s:Sender/wsse:InvalidSecurity||auth|security header in error|timestamp or username token malformed|WSSecurity
soap-fault|s:Sender/wsse:InvalidSecurityToken||auth|security token invalid||WSSecurity
soap-fault|s:Sender/wsse:FailedAuthentication||auth|token not authenticated||WSSecurity
soap-fault|s:Sender/wsse:FailedCheck||auth|signature or decryption invalid||WSSecurity
soap-fault|s:Sender/wsse:SecurityTokenUnavailable||auth|referenced token missing||WSSecurity
soap-fault|s:Sender/wsu:MessageExpired||auth|timestamp expired|check clock|WSSecurity
soap-fault|s:Sender/wsa:ActionNotSupported||auth|action not supported at this endpoint|2005 action sent to a 1.3 endpoint or the reverse|WSAddressing
soap-fault|s:Sender/wsa:DestinationUnreachable||auth|To does not match the endpoint|accept :443 and proxy host names|WSAddressing
soap-fault|s:Sender/wsa:InvalidAddressingHeader||auth|addressing header invalid||WSAddressing
soap-fault|s:Sender/wsa:MessageAddressingHeaderRequired||auth|addressing header missing||WSAddressing
soap-fault|s:Receiver/wsa:EndpointUnavailable||auth|endpoint cannot process now||WSAddressing
soap-fault|s:VersionMismatch||auth|SOAP version wrong|SOAP 1.2 is required|SOAP12
soap-fault|s:MustUnderstand||auth|header with mustUnderstand not processed|understand Action, To, Security|SOAP12
soap-fault|s:DataEncodingUnknown||auth|encoding unknown||SOAP12
soap-fault|s:Sender||auth|fault of the caller||SOAP12
soap-fault|s:Receiver||auth|fault of the server||SOAP12
`
