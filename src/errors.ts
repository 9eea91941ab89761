// A table: every error Joinery can name. Codes start with the stage or folder that raises them and are stable for ever;
// a retired code moves to `retiredCodes` and is never used again. docs/errors.md is generated from here.

/**
 * What the outside gets. Only issuance/reply/fault.ts turns it into bytes.
 * A `wst:` name is one of the eleven WS-Trust faults [WSTrust13 §11]; the others are answers without SOAP.
 */
export type Fault =
  | 'wst:InvalidRequest'
  | 'wst:FailedAuthentication'
  | 'wst:RequestFailed'
  | 'wst:InvalidSecurityToken'
  | 'wst:AuthenticationBadElements'
  | 'wst:BadRequest'
  | 'wst:ExpiredData'
  | 'wst:InvalidTimeRange'
  | 'wst:InvalidScope'
  | 'wst:RenewNeeded'
  | 'wst:UnableToRenew'
  | 'soap:MustUnderstand'
  | 'http:NotSoap'
  | 'http:Negotiate'
  | 'http:Unauthorized'
  | 'http:Conflict'
  | 'http:PreconditionFailed'
  | 'http:TooManyRequests'
  | 'http:Unavailable'
  | 'http:BadRequest'
  | 'http:NotFound'
  | 'http:Forbidden'
  | 'http:MethodNotAllowed'
  | 'http:TooLarge'
  | 'http:MisdirectedRequest'
  | 'none'

export interface ErrorRow {
  /** The answer on the wire; `none` for errors that never leave by HTTP (command line, settings, start-up). */
  readonly fault: Fault
  /** Text safe to show anyone. All authentication failures share one. */
  readonly says: string
  /** For the administrator: what happened. `{name}` is filled from the facts. */
  readonly means: string
  /** For the administrator: what to do. `{name}` is filled from the facts. */
  readonly fix: string
  /** The doctor check that diagnoses it, as `area/what`. */
  readonly check?: string
  /** The clause it enforces, as in docs/specs.md. */
  readonly spec?: string
}

/** One text for every refusal of credentials, so that outside they look alike. */
const authenticationFailed = 'ID3242: The security token could not be authenticated or authorized.'
/** One text for every request to come with a ticket. */
const authenticationRequired = 'Authentication is required.'
const nothingHere = 'There is nothing at this address.'
const scopeInvalid = 'ID3082: The request scope is not valid or is unsupported.'
/** The source document's remedies for encryption types, in its order. */
const aesRemedy =
  'In Active Directory Users and Computers open the service account {account}, Account tab, and tick "This account supports Kerberos AES 256 bit encryption". Then `joinery gateway restart {gateway}`, and confirm with `joinery gateway test {gateway}`. If it still fails, purge the tickets (`klist purge`, sign off and on; for the device `klist -li 0x3e7 purge`). If it still fails, reset the password of the service account, type the new one into the gateway, and purge the tickets again.'
const purgeTickets = '`klist purge`, sign off and on; for the device `klist -li 0x3e7 purge`'
const requestInvalid = 'The request could not be understood.'
const unavailable = 'The service is temporarily unavailable.'
/** One text for every refusal of an administrator, so that outside they look alike. */
const signInRefused = 'The name or the password is not right, or the account may not sign in now.'

export const errorTable = {
  // ---- accept ----
  ACCEPT_APPLICATION_UNKNOWN: {
    fault: 'http:NotFound',
    says: nothingHere,
    means: 'No application has the id {applicationId}.',
    fix: 'Compare the addresses set in Entra (Get-MgDomainFederationConfiguration) with those of the application: the id is their last part.',
  },
  ACCEPT_APPLICATION_DISABLED: {
    fault: 'http:NotFound',
    says: nothingHere,
    means: 'The application {application} is switched off.',
    fix: 'Set enabled: true on the application if its devices and users should get tokens.',
  },
  ACCEPT_METHOD_NOT_POST: {
    fault: 'http:MethodNotAllowed',
    says: 'Only POST is answered here.',
    means: 'A {method} request came to a WS-Trust endpoint, which takes POST only.',
    fix: 'Nothing, if someone opened the address in a browser to see whether it is there: it is. To read what is published, open the /wsf/mex13/ address.',
    spec: '[RFC9110 §15.5.6]',
  },
  ACCEPT_NETWORKS_NOT_NAMED: {
    fault: 'http:Forbidden',
    says: 'Windows sign-in is not open to this network.',
    means:
      'windowstransport is closed, because networks.intranetRanges names no network yet. The request came from {remoteAddress}.',
    fix: 'Name the networks of your domain-joined computers in networks.intranetRanges, such as 10.0.0.0/8; never the whole Internet, or anyone could lock accounts out.',
  },
  ACCEPT_NETWORK_OUTSIDE: {
    fault: 'http:Forbidden',
    says: 'Windows sign-in is not open to this network.',
    means:
      'A request to windowstransport came from {remoteAddress}, which is in none of the networks.intranetRanges ({ranges}).',
    fix: 'If this is a computer of yours, add its network to networks.intranetRanges. If the address is that of a proxy or load balancer, list that one in trustedProxies so that the real address is seen.',
  },
  ACCEPT_CREDENTIAL_MISSING: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'The request to windowstransport came without an Authorization: Negotiate header.',
    fix: 'Nothing, if the next request carries one: Windows asks twice. Otherwise add the host to the local intranet zone of the device, and check that the proxy in between keeps the Authorization header.',
    spec: '[RFC4559 §4]',
  },
  ACCEPT_CREDENTIAL_SCHEME: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means:
      'The request to windowstransport came with Authorization: {scheme}; only Negotiate, with a Kerberos ticket inside, is taken.',
    fix: 'With NTLM: the device found no Kerberos ticket. Check the SPN HTTP/<host> (setspn -Q), and that the client uses the host name, not an address. With Basic: send passwords to usernamemixed.',
    check: 'kerberos/spn',
    spec: '[RFC4559 §4]',
  },
  ACCEPT_CREDENTIAL_MALFORMED: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'What follows Authorization: Negotiate ({characters} characters) is empty or not base64.',
    fix: 'If the client is Windows, a proxy in between cut the header: tickets of users in many groups need 64 KiB of headers.',
    spec: '[RFC4559 §4.2]',
  },
  ACCEPT_USERNAME_TOKEN_MISSING: {
    fault: 'wst:InvalidRequest',
    says: requestInvalid,
    means: 'The request to {endpoint} carries no UsernameToken with a user name and a password.',
    fix: 'Send a UsernameToken in the Security header. For a Kerberos ticket the address is windowstransport; here nobody is asked for one.',
    spec: '[WSSUsername11 §3.1]',
  },
  ACCEPT_PASSWORD_NETWORK_CLOSED: {
    fault: 'http:Forbidden',
    says: 'Sign-in with a password is not open to this network.',
    means:
      '{setting} is intranet, and a password came from {remoteAddress}, which is in none of the networks.intranetRanges ({ranges}).',
    fix: 'If this is a network of yours, add it to networks.intranetRanges; if people shall sign in from everywhere, set {setting} to everywhere. If the address is that of a proxy or load balancer, list that one in trustedProxies so that the real address is seen.',
  },
  ACCEPT_PASSWORD_NOWHERE: {
    fault: 'http:Forbidden',
    says: 'Sign-in with a password is not open to this network.',
    means: '{setting} is nowhere: no password is taken there. It came from {remoteAddress}.',
    fix: 'Set {setting} to everywhere or intranet if people shall sign in with a password there. Windows renews the PRT with usernamemixed.',
  },
  ACCEPT_PASSWORD_AT_WINDOWSTRANSPORT: {
    fault: 'wst:InvalidRequest',
    says: requestInvalid,
    means: 'A request to windowstransport carries a user name and password beside its ticket.',
    fix: 'Send passwords to usernamemixed. If this is a Microsoft client, look at which address it took from the MEX document.',
  },
  ACCEPT_BODY_EMPTY: {
    fault: 'http:NotSoap',
    says: requestInvalid,
    means: 'The request has no body.',
    fix: 'Look at the proxy in between: one that handles authentication itself may drop the body when it repeats a request.',
    spec: '[WSTrust13 §3.1]',
  },
  ACCEPT_VERSION_MISMATCH: {
    fault: 'wst:InvalidRequest',
    says: 'The WS-Trust version does not match the address.',
    means: 'The endpoint {endpoint} was asked in WS-Trust version {observed}.',
    fix: 'Let the client take address and version from the MEX document, or give it the address with /2005/ for February 2005 and /13/ for WS-Trust 1.3.',
    spec: '[WSTrust13 §3.1]',
  },
  ACCEPT_ACTION_UNSUPPORTED: {
    fault: 'wst:InvalidRequest',
    says: requestInvalid,
    means: 'The action is {observed}; the only one answered here is {expected}.',
    fix: 'Joinery issues tokens; it does not renew, validate or cancel them. Set the client to ask for a new token.',
    spec: '[WSTrust13 §3.1]',
  },
  ACCEPT_TIMESTAMP_EXPIRED: {
    fault: 'wst:ExpiredData',
    says: 'The request has expired.',
    means: 'The Timestamp ended at {expires}, {minutes} minutes before it arrived at {now}; 5 are allowed.',
    fix: 'Compare the clock of the device (w32tm /query /status) and of this server with the domain controller.',
    check: 'kerberos/clock',
    spec: '[WSS11 §10]',
  },
  ACCEPT_TIMESTAMP_NOT_YET_VALID: {
    fault: 'wst:InvalidTimeRange',
    says: 'The request is from the future.',
    means: 'The Timestamp begins at {created}, {minutes} minutes after it arrived at {now}; 5 are allowed.',
    fix: 'Compare the clock of the device (w32tm /query /status) and of this server with the domain controller.',
    check: 'kerberos/clock',
    spec: '[WSS11 §10]',
  },
  ACCEPT_TIMESTAMP_REVERSED: {
    fault: 'wst:InvalidTimeRange',
    says: requestInvalid,
    means: 'The Timestamp ends ({expires}) before it begins ({created}).',
    fix: 'Correct the client; Windows and the Microsoft clients send ten minutes.',
    spec: '[WSS11 §10]',
  },
  ACCEPT_REQUEST_TYPE_UNSUPPORTED: {
    fault: 'wst:InvalidRequest',
    says: 'Only new tokens are issued here.',
    means: 'The RequestType is {observed}; the only one answered here is {expected}.',
    fix: 'Joinery issues tokens; it does not renew, validate or cancel them. Set the client to ask for a new token.',
    spec: '[WSTrust13 §3.1]',
  },
  ACCEPT_KEY_TYPE_UNSUPPORTED: {
    fault: 'wst:BadRequest',
    says: 'Only bearer tokens are issued here.',
    means:
      'The KeyType is {observed}; Microsoft Entra takes bearer tokens, and the only one issued here is {expected}.',
    fix: 'Set the client to bearer tokens (in WCF: IssuedKeyType = BearerKey).',
    spec: '[WSTrust13 §9.2]',
  },
  ACCEPT_TOKEN_TYPE_UNSUPPORTED: {
    fault: 'wst:BadRequest',
    says: 'Only SAML 1.1 assertions are issued here.',
    means: 'The TokenType asked for is {observed}; issued are SAML 1.1 assertions ({expected}).',
    fix: 'Leave TokenType out, as Windows does, or ask for SAML 1.1. The AD FS tool Test-AdfsServerToken asks for SAML 2.0 whatever the relying party takes.',
    spec: '[WSTrust13 §3.1]',
  },
  ACCEPT_APPLIES_TO_MISSING: {
    fault: 'wst:InvalidScope',
    says: scopeInvalid,
    means: 'The request does not say whom the token is for (AppliesTo).',
    fix: 'Set the client to ask for urn:federation:MicrosoftOnline, or the audience of {application}.',
    spec: '[WSTrust13 §4.1]',
  },
  ACCEPT_APPLIES_TO_UNKNOWN: {
    fault: 'wst:InvalidScope',
    says: scopeInvalid,
    means: 'The token was asked for {observed}, which is none of the audiences of {application}: {expected}.',
    fix: 'If a Microsoft cloud asks so (China sends https://login.partner.microsoftonline.cn), add that text, letter for letter, to appliesTo of the application.',
    spec: '[WSTrust13 §4.1]',
  },

  // ---- accept: browsers ----
  ACCEPT_METHOD_UNSUPPORTED: {
    fault: 'http:MethodNotAllowed',
    says: 'Only GET and POST are answered here.',
    means: 'A {method} request came to the sign-in address.',
    fix: 'Nothing: browsers send GET and POST only.',
    spec: '[RFC9110 §15.5.6]',
  },
  ACCEPT_ACTION_UNKNOWN: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The sign-in address was opened with wa={action}; known are wsignin1.0, wsignout1.0 and wsignoutcleanup1.0.',
    fix: 'If someone opened the address by hand to see whether it is there: it is. Otherwise compare passiveSignInUri in Entra (Get-MgDomainFederationConfiguration) with the address of the application: it must be that of WS-Federation, and preferredAuthenticationProtocol wsFed.',
    spec: '[WSFed12 §13.2.2]',
  },
  ACCEPT_WTREALM_UNKNOWN: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The request is for {observed}, but the application {application} is for {expected}.',
    fix: 'If this relying party is yours, set audienceRestriction of its application to the wtrealm it sends. Microsoft 365 sends urn:federation:MicrosoftOnline.',
    spec: '[WSFed12 §13.2.2]',
  },
  ACCEPT_WREPLY_UNKNOWN: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means:
      'The request wants its token sent to {observed}, which is not one of the addresses of the application {application} ({expected}).',
    fix: 'If the address is that of the relying party, add it to replyUrls of the application, exactly as it is sent. If you do not know it, someone may have tried to have a token sent elsewhere: nothing was sent.',
    spec: '[WSFed12 §13.2.2]',
  },
  ACCEPT_WAUTH_UNSUPPORTED: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The request demands the authentication method {observed}, which Joinery does not know.',
    fix: 'Find out who sends this wauth. Entra sends password, multipleauthn or nothing: see promptLoginBehavior and federatedIdpMfaBehavior of the domain.',
    spec: '[WSFed12 §13.2.2]',
  },
  ACCEPT_WFRESH_MALFORMED: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The request has wfresh={observed}, which is not a number of minutes.',
    fix: 'Find out who sends it: Entra sends 0 or a number.',
    spec: '[WSFed12 §13.2.2]',
  },
  ACCEPT_WREQ_UNSUPPORTED: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The wreq of the request asks for {observed}; only a SAML 1.1 assertion for {expected} is issued here.',
    fix: 'Take the token type out of what the relying party asks for, or set it to SAML 1.1.',
    spec: '[WSFed12 §13.2.2]',
  },
  ACCEPT_WINDOWS_ELSEWHERE: {
    fault: 'http:Forbidden',
    says: 'Windows sign-in is not open to this network.',
    means:
      'The relying party demands Windows authentication, and {remoteAddress} is in none of the networks.intranetRanges ({ranges}).',
    fix: 'If this is a network of yours, add it to networks.intranetRanges. Otherwise have the relying party demand nothing, or multipleauthn: outside nobody has a ticket.',
  },
  ACCEPT_FORM_FOREIGN: {
    fault: 'http:Forbidden',
    says: requestInvalid,
    means: 'A form was posted to the sign-in address from elsewhere: Origin {origin}, Sec-Fetch-Site {site}.',
    fix: 'Nothing, if it happens once. Often: another site tries to sign your users in as somebody else. If it happens to everybody, a proxy changes the Origin header, or publicUrl is not the address users see.',
  },
  ACCEPT_FORM_TOKEN: {
    fault: 'http:Forbidden',
    says: requestInvalid,
    means: 'A form was posted without the cookie or the token that it was sent with.',
    fix: 'Nothing, if the user tried again and it worked: the page had been open too long. If it happens to everybody, the browsers keep no cookies of this site, or a proxy drops them.',
  },

  // ---- admin ----
  ADMIN_NOT_SIGNED_IN: {
    fault: 'http:Unauthorized',
    says: 'Sign in, or send an access token.',
    means: 'The admin API was asked without an access token and without a session of the console.',
    fix: 'Get a token at POST /{environmentId}/as/token with the id and secret of an API client, and send it as Authorization: Bearer; in a browser, sign in to /console/.',
    spec: '[RFC6750 §3]',
  },
  ADMIN_TOKEN_INVALID: {
    fault: 'http:Unauthorized',
    says: 'The access token is not valid any more.',
    means:
      'The access token is not one of ours, has expired (tokens last 15 minutes), was revoked, or its API client is gone or switched off.',
    fix: 'Get a new token at POST /{environmentId}/as/token.',
    spec: '[RFC6750 §3.1]',
  },
  ADMIN_ACCESS_DENIED: {
    fault: 'http:Forbidden',
    says: 'Your role does not allow this.',
    means: '{actor} has the role {role}, which does not have the permission {permission}.',
    fix: 'Ask an owner for another role, or do it with an API client whose role may. docs/admin-api.md says which roles have which permissions.',
    spec: '[RFC6750 §3.1]',
  },
  ADMIN_NOT_FOUND: {
    fault: 'http:NotFound',
    says: nothingHere,
    means: 'There is no {resource} {id}.',
    fix: 'List them to see which there are: ids are kept when names change, and compared exactly.',
  },
  ADMIN_ROUTE_UNKNOWN: {
    fault: 'http:NotFound',
    says: nothingHere,
    means: 'The admin API has nothing at {method} {path}.',
    fix: 'Compare the method and the address with /v1/openapi.json, or docs/admin-api.md.',
  },
  ADMIN_ENVIRONMENT_UNKNOWN: {
    fault: 'http:NotFound',
    says: nothingHere,
    means: 'There is no environment {environmentId}; the only one here is {known}.',
    fix: 'Write {known} in its place. An installation of Joinery has one environment; its id is environment.id of the settings.',
  },
  ADMIN_ENVIRONMENT_FIXED: {
    fault: 'http:Conflict',
    says: 'There is exactly one environment.',
    means: 'An environment was to be created or deleted; an installation of Joinery has exactly one.',
    fix: 'For another environment, such as one to test in, install Joinery a second time with a data directory of its own; `joinery config export` carries the settings over.',
  },
  ADMIN_BODY_NOT_JSON: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The body of the request is not JSON: {reason}',
    fix: 'Send JSON in UTF-8, with Content-Type: application/json.',
    spec: '[RFC8259 §2]',
  },
  ADMIN_DATA_INVALID: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The request has {count} mistakes: {problems}.',
    fix: 'Correct each of them; /v1/openapi.json says what the route takes.',
  },
  ADMIN_SETTINGS_REFUSED: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'With this change the settings would not pass their checks (problems: {count}), so nothing was changed.',
    fix: 'Correct each of the problems listed; `joinery config apply` refuses the same.',
  },
  ADMIN_CHANGED_MEANWHILE: {
    fault: 'http:PreconditionFailed',
    says: 'Somebody else changed this meanwhile.',
    means:
      'If-Match names another state than the one there is now ({found}): somebody else changed it since it was read.',
    fix: 'Read it again, make the change in what you get, and send it with the new ETag.',
    spec: '[RFC9110 §13.1.1]',
  },
  ADMIN_API_CLIENT_SECRETS: {
    fault: 'http:Conflict',
    says: 'It has as many secrets as it may have.',
    means: 'The API client {apiClientId} has {most} secrets already.',
    fix: 'Delete the one that is not used any more (lastUsedAt shows it), then make the new one.',
  },
  ADMIN_USERS_FROM_DIRECTORY: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means:
      'A user here is what was kept of an Active Directory account at its last sign-in, so it cannot be created or changed: claims are read from the directory, fresh, at every sign-in.',
    fix: 'Create and change the account in Active Directory. Which of its attributes become the profile is set in the user type of the gateway. Deleting a user deletes what Joinery keeps of it.',
  },
  ADMIN_ATTRIBUTE_BUILT_IN: {
    fault: 'http:Conflict',
    says: 'That attribute is built in.',
    means: 'The attribute {attribute} is built in and cannot be changed or deleted.',
    fix: 'Declare a custom attribute with another name and map to that.',
  },
  ADMIN_ATTRIBUTE_MULTI_VALUED: {
    fault: 'http:Conflict',
    says: 'An attribute with several values stays one.',
    means: 'The attribute {attribute} may have several values, and was to have one: profiles would lose the others.',
    fix: 'Declare another attribute with one value, map to that, and delete this one.',
  },
  ADMIN_FILTER_INVALID: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The filter cannot be read: at column {column} it should have {expected}.',
    fix: 'Write it as name eq "Contoso" and enabled eq true; the comparisons are eq, ne, co, sw, ew, gt, ge, lt, le and pr, texts stand in quotation marks.',
    spec: '[RFC7644 §3.4.2.2]',
  },
  ADMIN_CURSOR_UNKNOWN: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The cursor {cursor} leads nowhere: the entry that the page before ended with is gone, or it was made up.',
    fix: 'List from the beginning, and follow _links.next as it is.',
  },
  ADMIN_ID_FIXED: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The body names the id {given}, and the address {id}; an id never changes.',
    fix: 'Leave the id out of the body. For another id, create a new one and delete the old one.',
  },
  ADMIN_ID_TAKEN: {
    fault: 'http:Conflict',
    says: 'That id is taken.',
    means: 'There is already a {resource} {id}.',
    fix: 'Choose another id, leave it out to have one made, or change the one that is there with PUT.',
  },

  // ---- administrators ----
  ADMINISTRATORS_SIGN_IN_REFUSED: {
    fault: 'http:Forbidden',
    says: signInRefused,
    means: 'The name or the password is wrong, the account may not sign in, or it is locked for a while.',
    fix: 'Try again with care. The log of the server and the audit log say what it was; an owner can read them.',
  },
  ADMINISTRATORS_NAME_UNKNOWN: {
    fault: 'http:Forbidden',
    says: signInRefused,
    means: 'A sign-in to the console from {remoteAddress} named a local administrator that is not there.',
    fix: 'Nothing, if somebody mistyped. `joinery admin list` shows the names. Accounts of the directory sign in with name@domain.',
  },
  ADMINISTRATORS_PASSWORD_WRONG: {
    fault: 'http:Forbidden',
    says: signInRefused,
    means: 'The administrator {name} gave a wrong password, from {remoteAddress}.',
    fix: 'Whoever forgot it gets a new one by a link: an owner makes it under Settings > Administrators, or `joinery admin create` on the machine makes another owner.',
  },
  ADMINISTRATORS_DISABLED: {
    fault: 'http:Forbidden',
    says: signInRefused,
    means: 'The administrator {name} is switched off.',
    fix: 'An owner can switch the account on under Settings > Administrators.',
  },
  ADMINISTRATORS_LOCKED_OUT: {
    fault: 'http:Forbidden',
    says: signInRefused,
    means:
      'There were {limit} wrong passwords for {name} from {place} places; the next is looked at {minutes} minutes after the last. This one came from {remoteAddress}.',
    fix: 'Wait, or sign in from a place where it worked before: that is counted apart. If nobody mistyped, somebody is guessing: see the addresses in the audit log.',
  },
  ADMINISTRATORS_BUSY: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: '{waiting} sign-ins to the console wait for their passwords to be judged, one at a time.',
    fix: 'Try again in a minute. If it stays so, somebody floods the sign-in: the log names the addresses; keep the admin listener off networks it is not for.',
  },
  ADMINISTRATORS_FACTOR_MISSING: {
    fault: 'http:Forbidden',
    says: 'This account has no second factor. Ask an owner for a new link.',
    means: 'The administrator {name} has no second factor any more, and the password alone must not set one up.',
    fix: 'An owner makes a link under Settings > Administrators (Reset); or, on the machine, `joinery admin create` makes another owner.',
  },
  ADMINISTRATORS_NO_DIRECTORY: {
    fault: 'http:Forbidden',
    says: signInRefused,
    means:
      'Somebody signed in to the console with a name of the directory, but administration.groups names no group of an enabled gateway with TLS.',
    fix: 'Add a group to administration.groups, or sign in with the name of a local administrator, which has no @.',
  },
  ADMINISTRATORS_ACCOUNT_UNKNOWN: {
    fault: 'http:Forbidden',
    says: signInRefused,
    means:
      'A sign-in to the console from {remoteAddress} named an account of the directory that is not there, or is there more than once.',
    fix: 'Sign in with the user principal name, or with the account name and the DNS name of the domain, such as ada@corp.example.com.',
  },
  ADMINISTRATORS_DIRECTORY_REFUSED: {
    fault: 'http:Forbidden',
    says: signInRefused,
    means: 'The directory refused the password of {dn}, which came from {remoteAddress}: {meaning}',
    fix: 'It is what a sign-in to Windows would say: look at the account in Active Directory Users and Computers.',
  },
  ADMINISTRATORS_ACCOUNT_GONE: {
    fault: 'http:Forbidden',
    says: signInRefused,
    means: 'The account {dn} is not there any more, or was moved.',
    fix: 'If it was moved, sign in again: the new place is found then.',
  },
  ADMINISTRATORS_ACCOUNT_DISABLED: {
    fault: 'http:Forbidden',
    says: signInRefused,
    means: 'The account {dn} is {observed}.',
    fix: 'Look at the account in Active Directory; the account of the gateway must be able to read userAccountControl.',
  },
  ADMINISTRATORS_ACCOUNT_CHANGED: {
    fault: 'http:Forbidden',
    says: signInRefused,
    means: 'The role ({role} now) or the password of {dn} changed since the sign-in, so its sessions ended.',
    fix: 'Sign in again.',
  },
  ADMINISTRATORS_NO_GROUP: {
    fault: 'http:Forbidden',
    says: signInRefused,
    means: 'The account {dn} is in none of the groups that administer Joinery ({groups}).',
    fix: 'Add it to one of these groups in Active Directory, or name another group in administration.groups. Distribution groups do not count.',
  },
  ADMINISTRATORS_SESSION_ENDED: {
    fault: 'http:Unauthorized',
    says: 'Your session has ended. Sign in again.',
    means:
      'The session was ended meanwhile: by a sign-out, by another administrator, or because role or password changed.',
    fix: 'Sign in again.',
  },
  ADMINISTRATORS_SESSION_UNFINISHED: {
    fault: 'http:Unauthorized',
    says: 'The sign-in is not finished.',
    means: 'The second factor of this session was not proved yet.',
    fix: 'Finish the sign-in at /console/.',
  },
  ADMINISTRATORS_FACTOR_STALE: {
    fault: 'http:Forbidden',
    says: 'Prove your second factor again.',
    means: 'This asks for the second factor again when it was proved more than {minutes} minutes ago.',
    fix: 'Prove it in the dialog of the console, and do it again.',
  },
  ADMINISTRATORS_LINK_UNUSABLE: {
    fault: 'http:Forbidden',
    says: 'This link was used before, has expired, or was replaced by a newer one.',
    means: 'The link was used before, has expired, or was replaced by a newer one.',
    fix: 'Ask whoever sent it for a new one. For the first administrator: `joinery admin create` on the machine prints one.',
  },
  ADMINISTRATORS_NAME_UNUSABLE: {
    fault: 'http:BadRequest',
    says: 'This name cannot be used.',
    means: '"{name}" cannot be the name of an administrator.',
    fix: 'Take 1 to 64 letters, digits, dots, spaces, hyphens and underscores, beginning and ending with a letter or digit. An @ is for names of the directory.',
  },
  ADMINISTRATORS_NAME_TAKEN: {
    fault: 'http:Conflict',
    says: 'This name is taken.',
    means: 'There is an administrator {name} already; upper and lower case make no difference.',
    fix: 'Choose another name.',
  },
  ADMINISTRATORS_PASSWORD_POOR: {
    fault: 'http:BadRequest',
    says: 'This password cannot be used.',
    means: 'This password cannot be used: {reason}.',
    fix: 'Take 12 characters or more: a few words that have nothing to do with each other are easy to keep, or let a password manager make one.',
    spec: '[SP800-63B §3.1.1.2]',
  },
  ADMINISTRATORS_PASSWORD_ELSEWHERE: {
    fault: 'http:Conflict',
    says: 'Your password is kept by your directory.',
    means: 'The password of this account is kept by Active Directory; Joinery cannot change it here.',
    fix: 'Change it in Windows (Ctrl+Alt+Del).',
  },
  ADMINISTRATORS_LAST_FACTOR: {
    fault: 'http:Conflict',
    says: 'This is your only second factor.',
    means: 'This is the only second factor of the account, so nobody could sign in to it any more.',
    fix: 'Set another one up first, then remove this one.',
  },
  ADMINISTRATORS_LAST_OWNER: {
    fault: 'http:Conflict',
    says: 'This is the last owner.',
    means:
      'This is the last enabled local administrator with the role owner; without it nobody could look after administrators once the directory is out of reach.',
    fix: 'Invite another owner first, or give the role to somebody.',
  },
  ADMINISTRATORS_NOT_LOCAL: {
    fault: 'http:Conflict',
    says: 'This account is one of the directory.',
    means: '{name} is an account of the directory: its {what} comes from there.',
    fix: 'Change its groups in Active Directory, or administration.groups. It can be switched off here.',
  },
  ADMINISTRATORS_FOREIGN_REQUEST: {
    fault: 'http:Forbidden',
    says: 'This request did not come from the console.',
    means:
      'A request with a session of the console came from another site or without the header X-Joinery-Console ({observed}).',
    fix: 'If it was the console: a proxy changes Host or drops headers. Hand Host, Origin and X-Joinery-Console through as they are.',
  },
  ADMINISTRATORS_INSECURE_ADDRESS: {
    fault: 'http:Forbidden',
    says: 'Open the console by https, or on this machine as http://localhost.',
    means: 'The console was opened as {origin}. Browsers keep its session by https only, or on the machine itself.',
    fix: 'Set tls in the boot settings, or let a trusted proxy end TLS (trustedProxies, X-Forwarded-Proto). From another machine without TLS: ssh -L 9443:localhost:9443 to the server, then http://localhost:9443/console/.',
  },
  ADMINISTRATORS_OWNERS_ONLY: {
    fault: 'http:Forbidden',
    says: 'Only an owner may change who administers Joinery.',
    means:
      '{actor} has the role {role}; only an owner may change administration.groups, which says who administers Joinery.',
    fix: 'Leave that section as it is, or ask an owner.',
  },

  // ---- authenticate ----
  AUTHENTICATE_NTLM: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'The client sent NTLM instead of Kerberos: it found no Kerberos ticket for the host of the address.',
    fix: 'Check that the SPN HTTP/<host of publicUrl> is registered once, on the service account of the gateway (`setspn -Q HTTP/<host>`); that the host is an A record and not a CNAME; that the device reaches a domain controller; and that the account has AES keys. NTLM is never accepted.',
    check: 'kerberos/spn',
    spec: '[RFC4559 §4]',
  },
  AUTHENTICATE_NEGOEX: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'The client chose NegoEx (an account of another kind, such as PKU2U) instead of Kerberos.',
    fix: 'Sign in with a domain account, and check that the SPN HTTP/<host of publicUrl> is registered (`setspn -Q HTTP/<host>`).',
    check: 'kerberos/spn',
    spec: '[MS-NEGOEX §2.2]',
  },
  AUTHENTICATE_NOT_KERBEROS: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'The Negotiate token does not begin with Kerberos: it carries {mechanism}, and the client offers {offered}.',
    fix: 'Check that the client may use Kerberos for this host (intranet zone, AuthServerAllowlist) and that the SPN HTTP/<host of publicUrl> is registered.',
    check: 'kerberos/spn',
    spec: '[RFC4178 §4.2.1]',
  },
  AUTHENTICATE_KERBEROS_OFF: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means:
      'Kerberos is off for the application {application}: it names no enabled gateway with a Kerberos service account.',
    fix: 'Add the gateway and its user types under kerberos.gateways of the application, enable the gateway, and give it a service account.',
    check: 'kerberos/gateway',
  },
  AUTHENTICATE_REALM_UNKNOWN: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'The ticket is of the realm {ticketRealm}; the gateways of the application {application} serve {expected}.',
    fix: 'If devices of {ticketRealm} are to join, add a gateway for that domain to the application. Otherwise the SPN is registered in the wrong domain: move it to the service account of the right one (`setspn -D`, `setspn -S`).',
    check: 'join/token',
    spec: '[RFC4120 §5.3]',
  },
  AUTHENTICATE_REALM_AMBIGUOUS: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The realm {ticketRealm} belongs to several gateways of the application: {gateways}.',
    fix: 'A realm belongs to exactly one gateway. Remove the others from the application, or join their servers in one gateway.',
    check: 'join/token',
  },
  AUTHENTICATE_KEYS_UNAVAILABLE: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The gateway {gateway} has no Kerberos keys: {text}',
    fix: 'Remove the cause named here, then `joinery gateway restart {gateway}` and `joinery gateway test {gateway}`.',
    check: 'kerberos/keytab',
  },
  AUTHENTICATE_TICKET_RC4: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means:
      'The ticket for {service} is encrypted with {encryptionType}; the gateway {gateway} holds AES keys only. Active Directory gives such tickets when AES is not enabled for the service account, or when its password is older than AES.',
    fix: aesRemedy,
    check: 'kerberos/aes',
    spec: '[MS-KILE §2.2.7]',
  },
  AUTHENTICATE_TICKET_ENCRYPTION: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'The ticket for {service} is encrypted with {encryptionType}; the gateway {gateway} holds {heldKeys}.',
    fix: aesRemedy,
    check: 'kerberos/aes',
    spec: '[RFC4120 §3.2.3]',
  },
  AUTHENTICATE_WRONG_SERVICE: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means:
      'The ticket is for the service {service}, which is not on the account {account}; the gateway {gateway} answers for {expectedServices}.',
    fix: 'Register the name that clients use on the service account (`setspn -S {service} <account>`), after removing it from any other (`setspn -Q {service}`). If the name is the canonical name behind a CNAME, make the host an A record.',
    check: 'kerberos/spn',
    spec: '[RFC4120 §3.2.3]',
  },
  AUTHENTICATE_KEY_VERSION_NEWER: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means:
      'The ticket is of key version {keyVersion}; the gateway {gateway} holds {heldKeys}. The password of {account} was changed in Active Directory after the gateway took it over.',
    fix: 'Type the new password into the gateway (or give it a new keytab), then `joinery gateway restart {gateway}`. Nobody has to purge tickets.',
    check: 'kerberos/keytab',
    spec: '[RFC4120 §3.2.3]',
  },
  AUTHENTICATE_KEY_VERSION_OLD: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means:
      'The ticket is of key version {keyVersion}, from before a password change of {account}; the gateway {gateway} holds {heldKeys}.',
    fix: `Purge the tickets on the client (${purgeTickets}). To bridge such changes, raise minutesToRetainPreviousCredentials to more than a ticket's life (610).`,
    check: 'kerberos/keytab',
    spec: '[RFC4120 §3.2.3]',
  },
  AUTHENTICATE_KEY_MISMATCH: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means:
      'The ticket for {service}, version {keyVersion}, {encryptionType}, cannot be decrypted by the key of the gateway {gateway} that has the same version and type (KRB_AP_ERR_MODIFIED): it was made for another account, or it was altered.',
    fix: `Look for the SPN on another account (\`setspn -Q {service}\`, duplicates: \`setspn -X\`) and leave it on {account} only. Then \`joinery gateway restart {gateway}\`, \`joinery gateway test {gateway}\`, and purge the tickets (${purgeTickets}). If it still fails, reset the password of the service account, type it into the gateway, and purge again.`,
    check: 'kerberos/spn',
    spec: '[RFC4120 §3.2.3]',
  },
  AUTHENTICATE_CLOCK_SKEW: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: "The client's clock and ours are more than 5 minutes apart.",
    fix: 'Compare `w32tm /query /status` on the device and the domain controller with the clock of this server; `joinery gateway test {gateway}` prints how far ours is from the domain controller.',
    check: 'kerberos/clock',
    spec: '[RFC4120 §3.2.3]',
  },
  AUTHENTICATE_REPLAY: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'The same Kerberos token came twice within 5 minutes.',
    fix: 'Nothing, when a client or proxy repeated a request after a broken connection: it asks again with a new token. Otherwise somebody copied the token: look at the remote addresses in the sign-in log.',
    check: 'join/token',
    spec: '[RFC4120 §3.2.3]',
  },
  AUTHENTICATE_TICKET_EXPIRED: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'The ticket for {service} has expired.',
    fix: `Purge the tickets on the client (${purgeTickets}); if it happens often, compare the clocks.`,
    check: 'kerberos/clock',
    spec: '[RFC4120 §3.2.3]',
  },
  AUTHENTICATE_TICKET_NOT_YET_VALID: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'The ticket for {service} is not valid yet: the clock of the domain controller is ahead of ours.',
    fix: 'Set the clock of this server; `joinery gateway test {gateway}` prints how far it is from the domain controller.',
    check: 'kerberos/clock',
    spec: '[RFC4120 §3.2.3]',
  },
  AUTHENTICATE_CHANNEL_BINDING_MISMATCH: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means:
      "The client's channel binding is of another TLS certificate than ours (SEC_E_BAD_BINDINGS): something ends TLS in between.",
    fix: 'If that is your load balancer, set extendedProtection of the gateway {gateway} to off, or give it the same certificate. If you have none, a connection was intercepted.',
    check: 'join/token',
    spec: '[RFC5929 §4]',
  },
  AUTHENTICATE_CHANNEL_BINDING_MISSING: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'The gateway {gateway} requires channel bindings, and the client sent none.',
    fix: 'Set extendedProtection of the gateway to whenSent, or enable extended protection on the client.',
    check: 'join/token',
    spec: '[RFC5929 §4]',
  },
  AUTHENTICATE_CHANNEL_BINDING_UNAVAILABLE: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'The gateway {gateway} requires channel bindings, but Joinery does not end TLS itself and cannot know them.',
    fix: 'Set tls.certificate and tls.key so that Joinery ends TLS, or set extendedProtection of the gateway to off.',
    check: 'join/token',
    spec: '[RFC5929 §4]',
  },
  AUTHENTICATE_MORE_MESSAGES: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'The client wants an exchange of several messages (DCE style); Joinery takes Kerberos in one message only.',
    fix: 'No Windows component or browser does this over HTTP; look at what program sent it.',
    spec: '[RFC4121 §4.1]',
  },
  AUTHENTICATE_TOKEN_MALFORMED: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'The Kerberos library cannot read the token: {text}',
    fix: 'Look for a proxy that cuts or alters the Authorization header; headers of up to 64 KiB must pass.',
    spec: '[RFC4121 §4.1]',
  },
  AUTHENTICATE_PAC_MISSING: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'The ticket for {service} carries no PAC that the domain controller signed, so it names nobody for certain.',
    fix: 'Clear NO_AUTH_DATA_REQUIRED (0x2000000) in userAccountControl of the service account {account}, and check that the client does not ask for tickets without a PAC; then purge the tickets.',
    check: 'join/token',
    spec: '[MS-PAC §2]',
  },
  AUTHENTICATE_KERBEROS_FAILED: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'Kerberos refused the ticket for {service}: {text}',
    fix: `Try \`joinery gateway test {gateway}\`; if that succeeds, purge the tickets on the client (${purgeTickets}).`,
    check: 'kerberos/keytab',
  },
  AUTHENTICATE_CLIENT_REALM: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'The client {client} is of the realm {clientRealm}; the gateway {gateway} takes principals of {expected}.',
    fix: 'If principals of that trusted domain are to be taken, add {clientRealm} to trustedRealms of the gateway.',
    check: 'join/token',
    spec: '[RFC4120 §3.2.3]',
  },
  AUTHENTICATE_CLIENT_NAME_FORM: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means:
      'The client name {client} is not a plain account name: it has several parts, or an @ inside. The ticket is of the account {account}.',
    fix: 'Sign in with the account name, not with a service or enterprise name. A ticket that a service obtained for somebody else (S4U2Self) is not accepted.',
    check: 'join/token',
    spec: '[MS-KILE §3.3.5.6.1]',
  },
  AUTHENTICATE_CLIENT_NAME_DIFFERS: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means:
      'The ticket names the client {client}, but it was made for the account {account}: the client asked for it under another name (a UPN, or a computer name without $).',
    fix: 'Sign in with the account name. If this was not you, look at who has the UPN or the computer name of somebody else.',
    check: 'join/token',
    spec: '[MS-KILE §3.3.5.6.1]',
  },

  // ---- authenticate: sessions and demands ----
  AUTHENTICATE_SIGN_IN_NEEDED: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'Nothing is proved of the user yet; the browser was shown the form{offered}.',
    fix: 'Nothing: this is how a sign-in begins. If a domain-joined computer shows the form although its network is in networks.intranetRanges: put the address of Joinery into the local intranet zone (policy AuthServerAllowlist of Edge and Chrome).',
    spec: '[WSFed12 §13.2.1]',
  },
  AUTHENTICATE_NEW_PASSWORDS_DIFFER: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The new password was typed in two different ways, so nothing was changed.',
    fix: 'Nothing: the user types it again.',
  },
  AUTHENTICATE_SECOND_FACTOR_UNAVAILABLE: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means:
      'A second factor is demanded of {account}, and none can be asked for: secondFactor.demand is never, or what the user has set up is not among secondFactor.methods, or is a passkey of another host name, and no recovery codes are left.',
    fix: 'If secondFactor.demand is never, set it to whenAsked; or set federatedIdpMfaBehavior of the domain in Entra to rejectMfaByFederatedIdp, so that Entra asks for the second factor itself. If the user lost what was set up, reset it; the user then sets up another.',
    check: 'federation/mfa',
  },
  AUTHENTICATE_SECOND_FACTOR_NEEDED: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'A second factor is demanded, and the user is asked for it, or to set one up.',
    fix: 'Nothing: every sign-in with a second factor begins so. If nothing follows, the user gave up.',
    spec: '[WSFed12 §13.2.2]',
  },
  AUTHENTICATE_SECOND_FACTOR_ENROLLED: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The user set up a second factor, which proves it too. The token follows with the next request.',
    fix: 'Nothing. If the user says it was somebody else, reset the second factors of the account and its password.',
  },
  AUTHENTICATE_SECOND_FACTOR_ELSEWHERE: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means:
      '{account} has no second factor and would set one up, which secondFactor.firstEnrolment allows inside the intranet alone; the request came from {remoteAddress}.',
    fix: 'Have the user sign in once from inside (VPN too, if its addresses are in networks.intranetRanges), or set secondFactor.firstEnrolment to everywhere.',
  },
  AUTHENTICATE_SECOND_FACTOR_REFUSED: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The code ({method}) that was typed for {account} is wrong, too old, or was used before.',
    fix: 'If this stays: compare the clock of the telephone (it must set itself) and of this server; codes of half a minute earlier and later are taken. Have the user try a recovery code. If it was not the user, somebody has the password: change it.',
    spec: '[RFC6238 §5.2]',
  },
  AUTHENTICATE_SECOND_FACTOR_LOCKED: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means:
      'There were {limit} wrong codes for {account}, so no code is looked at until {minutes} minutes after the last of them. The request came from {remoteAddress}. Passkeys stay open.',
    fix: 'If it was the user, wait, or reset the second factors of the account. If it was not, somebody has the password of {account}: change it.',
  },
  AUTHENTICATE_PASSKEY_REFUSED: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'A passkey was not taken at {origin}: {reason}.',
    fix: 'Have the user try again. If it stays, compare the address users see with publicUrl and the host names of the application: a passkey belongs to one host name. If the counter went back, remove the passkey: it was copied.',
    spec: '[WebAuthn3 §7.2]',
  },

  // ---- authenticate: smart lockout ----
  AUTHENTICATE_LOCKED_OUT: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means:
      '{attempts} wrong passwords for {account} came from {place} places within the observation window ({underWay} under way); {limit} are let through to the directory. Nobody gets in from such places before {until}. The request came from {remoteAddress}.',
    fix: 'If this was the user, wait until {until} or unlock the account in Joinery; it is not locked in Active Directory. If it was not, look for other accounts tried from {remoteAddress}: the user still signs in from the places where that worked before.',
    check: 'lockout/attempts',
  },
  AUTHENTICATE_WOULD_LOCK_ACCOUNT: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means:
      'Active Directory has counted {badPwdCount} wrong passwords of {account} (under way here: {underWay}) and locks the account at {threshold} ({policy}). One more from {place} places might lock it, so this one was not tried.',
    fix: 'Wait until {until}, or sign in once on a domain-joined computer, which sets the count back. Wrong passwords that come from elsewhere (an old password in a service, a task, a phone or a mapped drive) are event 4740 and 4771 or 4776 on the domain controller that is the PDC emulator.',
    check: 'lockout/directory-policy',
    spec: '[MS-ADA1 badPwdCount]',
  },
  AUTHENTICATE_LOCKOUT_LEAVES_NO_TRY: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: '{policy} locks an account at the first wrong password, so no password can be tried without that danger.',
    fix: 'Raise the lockout threshold of {policy} to 3 at least (Group Policy, Account Lockout Policy, or the Password Settings Object); 10 is usual. Or set lockout.mode to logOnly, and accept that anyone can lock these accounts.',
    check: 'lockout/directory-policy',
    spec: '[MS-ADA1 lockoutThreshold]',
  },
  AUTHENTICATE_RATE_LIMITED: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means:
      'More wrong passwords came from {location} than its share: {perMinute} in a minute, {atOnce} at once. The request came from {remoteAddress}.',
    fix: 'If {location} is your own proxy or load balancer, list it in trustedProxies so that the real address is seen. If it is an office behind one address, raise lockout.wrongPasswordsPerMinute and lockout.wrongPasswordsAtOnce. Otherwise somebody is guessing passwords there: block the address.',
    check: 'lockout/address',
  },

  // ---- authenticate: passwords ----
  AUTHENTICATE_PASSWORDS_OFF: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means:
      'The application {application} takes the passwords of nobody: it names no enabled gateway with a user type of account user.',
    fix: 'Add a gateway and its user type for people to kerberos.gateways of the application, or to passwords.gateways where only passwords are meant.',
  },
  AUTHENTICATE_PASSWORDS_NEED_TLS: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'No password is sent to the gateways {gateways}, because their connectionSecurity is None.',
    fix: 'Set connectionSecurity of the gateway to TLS (port 636) or StartTLS (port 389); give its CA in caFile.',
    check: 'directory/tls',
    spec: '[RFC4513 §6.3.3]',
  },
  AUTHENTICATE_PASSWORD_EMPTY: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means:
      'The request carries an empty password. It was not tried: a directory takes such a bind as anonymous and says yes.',
    fix: 'Nothing, if a person sent the form empty. A client that does so again and again has lost its stored password.',
    spec: '[RFC4513 §5.1.2]',
  },
  AUTHENTICATE_PASSWORD_UNUSABLE: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The password {observed}. It was not tried.',
    fix: 'Nothing: no account of Active Directory has such a password. Look at who sends it, if it goes on.',
    spec: '[RFC4513 §5.1.2]',
  },
  AUTHENTICATE_USERNAME_UNUSABLE: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The user name {observed}.',
    fix: 'Nothing: no account has such a name. Look at who sends it, if it goes on.',
  },
  AUTHENTICATE_USERNAME_DOMAIN_FORM: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The user name was written as DOMAIN\\user.',
    fix: 'Sign in with the address or UPN that Entra knows (user@example.com): Entra and Windows never send the form with the backslash.',
  },
  AUTHENTICATE_USER_UNKNOWN: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means:
      'No account of a person in {domains} has the user name {username}; user names are matched with the profile attribute {matchedBy}.',
    fix: 'If the user exists, compare the user name with the LDAP attribute that the user type maps to {matchedBy} (by default email is mail), or set userAttributeUsernameMatch of the application to the attribute that holds it: ms-upn where people sign in with their UPN. The bind account must be able to read it.',
    check: 'user/sign-in',
  },
  AUTHENTICATE_USER_OTHER_ATTRIBUTE: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means:
      'No account has the user name {username} in the attribute that {matchedBy} is mapped from, but {dn} has it in {attribute}.',
    fix: 'Set userAttributeUsernameMatch of the application to the profile attribute that is mapped from {attribute} (ms-upn for userPrincipalName, username for sAMAccountName), or make the two attributes of the account equal.',
    check: 'user/sign-in',
  },
  AUTHENTICATE_USER_SEVERAL: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'Several accounts have the user name {username} as {matchedBy}: {found}. None of them is taken.',
    fix: 'Give each account its own value, or match user names with an attribute that is unique, such as ms-upn.',
    check: 'user/sign-in',
  },
  AUTHENTICATE_USER_OUTSIDE_BASE: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means:
      'The account with the user name {username} ({found}) lies under the search base of no user type whose passwords the application takes.',
    fix: 'Move the account into such an OU, or widen searchBaseDn of the user type it belongs to.',
    check: 'user/sign-in',
  },
  AUTHENTICATE_ACCOUNT_UNREADABLE: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The bind account may not read {attribute} of {dn}.',
    fix: 'Give the bind account the right to read all properties of users; every authenticated user has it unless somebody took it away.',
    check: 'user/sign-in',
  },
  AUTHENTICATE_PASSWORD_WRONG: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The password of {dn} is wrong (code 52e).',
    fix: 'If the user typed the right one: after a change Windows sends the old password until the computer is locked and unlocked once. Wrong passwords that nobody typed come from stored ones: phones, mapped drives, tasks.',
    check: 'user/sign-in',
    spec: '[MS-ADTS §5.1.1.1.1]',
  },
  AUTHENTICATE_PASSWORD_NO_ACCOUNT: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The domain controller says there is no account {dn} (code 525), which it found a moment before.',
    fix: 'Nothing, if the account was deleted or moved just now; the next sign-in finds it where it is.',
    check: 'user/sign-in',
    spec: '[MS-ADTS §5.1.1.1.1]',
  },
  AUTHENTICATE_PASSWORD_EXPIRED: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The password of {dn} is right, but it has expired (code 532).',
    fix: 'The user changes it on a domain-joined computer, or on the sign-in page where allowPasswordChanges of the user type is on; or an administrator resets it.',
    check: 'user/sign-in',
    spec: '[MS-ADTS §5.1.1.1.1]',
  },
  AUTHENTICATE_PASSWORD_MUST_CHANGE: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The password of {dn} is right, but must be changed before it is used (code 773).',
    fix: 'The user changes it on a domain-joined computer, or on the sign-in page where allowPasswordChanges of the user type is on. To undo it, untick "User must change password at next logon".',
    check: 'user/sign-in',
    spec: '[MS-ADTS §5.1.1.1.1]',
  },
  AUTHENTICATE_PASSWORD_DISABLED: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The password of {dn} is right, but the account is disabled (code 533).',
    fix: 'Enable the account in Active Directory if its user should sign in.',
    check: 'user/sign-in',
    spec: '[MS-ADTS §5.1.1.1.1]',
  },
  AUTHENTICATE_PASSWORD_ACCOUNT_EXPIRED: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The password of {dn} is right, but the account has expired (code 701).',
    fix: 'Extend or remove its expiry date (Active Directory Users and Computers, Account, Account expires).',
    check: 'user/sign-in',
    spec: '[MS-ADTS §5.1.1.1.1]',
  },
  AUTHENTICATE_PASSWORD_ACCOUNT_LOCKED: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'Active Directory has locked {dn} (code 775), so it did not look at the password.',
    fix: 'Unlock the account (Unlock-ADAccount), and find out who sent the wrong passwords: event 4740 on the PDC emulator names the computer. Joinery itself stays below the threshold of AD: see the warnings of smart lockout.',
    check: 'user/sign-in',
    spec: '[MS-ADTS §5.1.1.1.1]',
  },
  AUTHENTICATE_PASSWORD_HOURS: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The password of {dn} is right, but the account may not sign in at this time (code 530).',
    fix: 'Allow these hours for the account (Active Directory Users and Computers, Account, Logon Hours).',
    check: 'user/sign-in',
    spec: '[MS-ADTS §5.1.1.1.1]',
  },
  AUTHENTICATE_PASSWORD_WORKSTATION: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The password of {dn} is right, but the account may sign in only to certain computers (code 531).',
    fix: 'Add the domain controllers that the gateway names to the computers of the account (Account, Log On To), or allow all of them: a bind is a sign-in to the domain controller.',
    check: 'user/sign-in',
    spec: '[MS-ADTS §5.1.1.1.1]',
  },
  AUTHENTICATE_PASSWORD_CHANGE_OFF: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The old password of {dn} is right, but the user type {userType} lets nobody change one here.',
    fix: 'Set allowPasswordChanges of the user type to true, or let the user change it on a domain-joined computer.',
  },
  AUTHENTICATE_PASSWORD_REFUSED: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The domain controller refuses {dn} (code {data}): {meaning}. It says: {serverSays}',
    fix: 'Look up the code in the table of Windows errors; the Security log of the domain controller (events 4625 and 4776) has the reason in words.',
    check: 'user/sign-in',
    spec: '[MS-ADTS §5.1.1.1.1]',
  },

  // ---- lookup ----
  LOOKUP_GATEWAY_NOT_ALLOWED: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The application {application} names no user type of the gateway {gateway} for this kind of sign-in.',
    fix: 'Turn Kerberos on for the application and add the gateway with its user types: first the users, then the devices.',
  },
  LOOKUP_ENTRY_MISSING: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'No entry of the directory has the SID {objectSid} of {samAccountName}, whose ticket is good.',
    fix: 'If the account is new, wait until the domain controller that the gateway asks has it. If it was deleted, purge the tickets (for a device klist -li 0x3e7 purge). Otherwise let the bind account read the container of the account.',
    check: 'token/preview',
  },
  LOOKUP_SEVERAL_ENTRIES: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'Several entries have the SID {objectSid}: {found}. None of them is taken.',
    fix: 'One domain never has a SID twice: narrow the search bases of the user types of the gateway to one domain.',
    check: 'token/preview',
  },
  LOOKUP_NAME_DIFFERS: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The ticket is of {samAccountName}, but the account with its SID is called {observed} ({dn}).',
    fix: 'The account was renamed after the ticket was made: purge the tickets (klist purge; for a device klist -li 0x3e7 purge) and try again.',
    spec: '[MS-KILE §3.3.5.6.1]',
  },
  LOOKUP_OUTSIDE_BASE: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: '{samAccountName} ({dn}) lies under the search base of no user type of the application ({bases}).',
    fix: 'Move the account into one of these OUs, or widen the search base of the user type it belongs to.',
    check: 'token/preview',
    spec: '[RFC4514 §2]',
  },
  LOOKUP_FILTER_NO_ENTRY: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means:
      '{samAccountName} ({dn}) lies under the right search base, but the LDAP filter does not find it ({filters}).',
    fix: 'Correct the LDAP filter of the user type: with ${identifier} replaced by {samAccountName} it must find the account. A computer keeps its $.',
    check: 'token/preview',
  },
  LOOKUP_FILTER_SEVERAL: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The LDAP filter of {userType} finds several entries for {samAccountName}: {found}. None of them is taken.',
    fix: 'Make the names unique in Active Directory (one account bears as mail or UPN what another has as name), or narrow the filter {filter}.',
    check: 'token/preview',
  },
  LOOKUP_FILTER_OTHER_ENTRY: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The ticket is of {dn}, but the LDAP filter of {userType} finds {found} for {samAccountName}.',
    fix: 'Make the names unique in Active Directory, or narrow the filter {filter}.',
    check: 'token/preview',
  },
  LOOKUP_LINK_SEVERAL: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'Several entries have the stored {link} of {samAccountName} ({value}): {found}. None of them is taken.',
    fix: 'Make the value unique in Active Directory, or take the attribute out of the user link attributes.',
    check: 'token/preview',
  },
  LOOKUP_ACCOUNT_MOVED: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means:
      'The account {samAccountName} was moved here from another domain ({dn}, found by {link}): the ticket is of the SID it had there ({objectSid}), now it is {newSid}.',
    fix: 'Purge the tickets (klist purge; for a device klist -li 0x3e7 purge) and sign in again: the next ticket bears the new SID.',
  },
  LOOKUP_ACCOUNT_RECREATED: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means:
      'The account {samAccountName} was deleted and made again ({dn}, found by {link}): the ticket is of the old one ({objectSid}), the new one is {newSid}.',
    fix: 'Purge the tickets (klist purge; for a device klist -li 0x3e7 purge) and sign in again. A computer that was joined to the domain before its account was made again must be joined again.',
  },
  LOOKUP_ATTRIBUTE_UNREADABLE: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means:
      'The attribute {attribute} of {dn} is missing or not what AD writes there, so a rule that rests on it cannot be checked.',
    fix: 'Let the bind account of the gateway read the attribute (Active Directory Users and Computers, Security, Effective Access).',
    check: 'token/preview',
  },
  LOOKUP_ACCOUNT_DISABLED: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The account {dn} is disabled.',
    fix: 'Enable it in Active Directory Users and Computers, if it should be used.',
  },
  LOOKUP_ACCOUNT_EXPIRED: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The account {dn} expired at {expired}.',
    fix: 'Extend it in Active Directory Users and Computers (Account, Account expires), if it should be used.',
  },
  LOOKUP_NOT_A_COMPUTER: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: '{dn} lies under the search base of a device type but is no computer: {observed}.',
    fix: 'Give users and devices OUs of their own, and user types whose search bases do not overlap.',
    check: 'token/preview',
  },
  LOOKUP_NOT_A_USER: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: '{dn} lies under the search base of a user type but is not the account of a person: {observed}.',
    fix: 'Give users and devices OUs of their own, and user types whose search bases do not overlap; name the device type in the application.',
    check: 'token/preview',
  },
  LOOKUP_SERVICE_ACCOUNT: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: '{dn} is a managed service account ({objectClass}), neither a person nor a machine.',
    fix: 'Nothing: such accounts get no token. Move it out of the search base if it should not be tried.',
  },
  LOOKUP_DOMAIN_CONTROLLER: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: '{dn} is a domain controller; domain controllers are not hybrid joined.',
    fix: 'Exclude domain controllers from the group policy that registers devices.',
    spec: '[MS-DTYP §2.4.2.4]',
  },
  LOOKUP_NOT_DOMAIN_COMPUTER: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: '{dn} is not a member of Domain Computers (its primary group is {primaryGroup}).',
    fix: 'Add the computer to Domain Computers.',
    spec: '[MS-DTYP §2.4.2.4]',
  },
  LOOKUP_NOT_A_MEMBER: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: '{dn} is in none of the groups and OUs that may join: {only}.',
    fix: 'Add the account to one of the groups (and let the computer restart, so that it is noticed), or name its group or OU in onlyMembersOf of the user type.',
  },
  LOOKUP_DEVICE_IN_BROWSER: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: '{account} is a computer account; browsers sign people in.',
    fix: 'Find out what runs as SYSTEM on that computer and opens web pages. A device gets its token at windowstransport.',
  },
  LOOKUP_PASSWORD_EXPIRED: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The password of {dn} ended at {expired}, and so did the sessions that began with it.',
    fix: 'Nothing: the user changes it when signing in again, where allowPasswordChanges of the user type is true; otherwise at a domain-joined computer.',
    check: 'user/sign-in',
    spec: '[MS-ADA2]',
  },
  LOOKUP_PASSWORD_CHANGED: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The password of {dn} was changed or reset after the session began, so its sessions were ended.',
    fix: 'Nothing: the user signs in with the new password.',
  },

  // ---- map ----
  MAP_USERNAME_EMPTY: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means:
      'The user type {userType} gives {dn} no username: {expression} is empty because the directory has no {ldapAttributes} there.',
    fix: 'Fill the attribute in Active Directory, or map Username from one that every account has (sAMAccountName for users, objectGUID for devices).',
    check: 'token/preview',
  },
  MAP_RESERVED_ATTRIBUTE: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'The user type {userType} maps {attribute}, which only Joinery sets.',
    fix: 'Take the mapping out. Which accounts are devices is decided by the user type (account: device).',
    check: 'token/preview',
  },
  MAP_VALUE_UNSUITABLE: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'The mapping of {attribute} yields {observed}, which is neither text nor a list of texts: {expression}',
    fix: 'Change the expression so that it yields text, a number, true or false, or a list of those.',
    check: 'token/preview',
  },
  MAP_SUBJECT_MISSING: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means:
      'The application {application} has no mapping Subject for {account} accounts, so a token would be about nobody.',
    fix: 'Add the attribute mapping Subject with the value ${#string.uuidAsBase64Guid(user.externalId,null)}, released to everyone.',
    check: 'token/preview',
    spec: '[SAMLCore11 §2.4.2.2]',
  },
  MAP_CLAIM_NAMESPACE_MISSING: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'The attribute mapping {claim} has no NameFormat, and there is no default for that name.',
    fix: 'Choose the NameFormat of the claim in the attribute mapping: the URI the application expects.',
    check: 'token/preview',
    spec: '[SAMLCore11 §2.4.4]',
  },
  MAP_REQUIRED_CLAIM_EMPTY: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'The required claim {claim} has no value for {dn}: {expression} is empty. {because}',
    fix: '{remedy}',
    check: 'token/preview',
  },
  MAP_FACT_NOT_PROVED: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means:
      'The claim {claim} says {states}. For {dn} its mapping yields {observed}, and this sign-in proved {expected}.',
    fix: 'Write the value {expression} in the attribute mapping: claims about the sign-in come from the sign-in alone.',
    check: 'token/preview',
  },
  MAP_SECOND_FACTOR_NOT_PROVED: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means:
      'The claim {claim} of {dn} would tell Entra of a second factor ({observed}), and none was proved in this sign-in. Its mapping is {expression}.',
    fix: 'Look at the account: somebody wrote that text into an attribute the mapping reads; take it out, and see who may write there. For the claim itself write ${authentication.multipleAuthn}.',
    check: 'token/preview',
  },
  MAP_NOT_A_DEVICE: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'The claim {claim} would say that a computer asks, and {dn} is a user (user type {userType}).',
    fix: 'Release the attribute mapping to devices (releaseTo: devices), or correct its expression.',
    check: 'token/preview',
  },
  MAP_UPN_OF_OTHER_DOMAIN: {
    fault: 'none',
    says: 'The request failed.',
    means:
      'The UPN ends in {suffix}, which the application {other} serves, and the user came to {application} ({domain}). The token names the issuer of {application}.',
    fix: 'If Entra answers AADSTS50107 or refuses the user: send the users of {suffix} to the addresses of {other} (Get-MgDomainFederationConfiguration -DomainId {suffix} must show the issuer {otherIssuer}). Under AD FS-shaped addresses the host name chooses the application: give {other} a host name of its own (hostNames).',
    check: 'token/preview',
  },
  MAP_UPN_NOT_FEDERATED: {
    fault: 'none',
    says: 'The request failed.',
    means:
      'The UPN ends in {suffix}, which is no domain of any application here, nor below one; the user came to {application} ({domain}).',
    fix: 'If Entra answers AADSTS50034 or does not find the user: give the user a UPN suffix that is verified and federated in Entra (Set-ADUser -UserPrincipalName) and let Entra Connect synchronise it, or add an application for the domain {suffix}.',
    check: 'token/preview',
  },

  // ---- mint ----
  MINT_ISSUER_MISSING: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'The application {application} has no issuerUri, so nobody could tell whose assertion it is.',
    fix: 'Set issuerUri of the application to exactly the issuerUri of the federation in Entra.',
    check: 'federation/issuer',
  },
  MINT_CLAIMS_MISSING: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'The mappings of the application {application} yielded no subject or no claim at all.',
    fix: 'Add the mappings Entra asks for: Subject, ImmutableID, and UPN for users or accounttype, onpremobjectguid and primarysid for devices.',
    check: 'token/preview',
    spec: '[SAMLCore11 §2.4.4]',
  },
  MINT_CLAIM_EMPTY: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'The claim {claim} of the application {application} came without any value.',
    fix: 'Map it to an attribute that has a value, or make it not required so that it is left out.',
    spec: '[SAMLCore11 §2.4.4]',
  },
  MINT_CLAIM_REPEATED: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'Two mappings of the application {application} both release the claim {claim}; a reader could take either.',
    fix: 'Remove one of the two mappings, or release one to users and the other to devices. For several values map one list.',
  },

  // ---- reply ----

  // ---- publish ----

  // ---- http ----
  HTTP_NOT_FOUND: {
    fault: 'http:NotFound',
    says: nothingHere,
    means: 'Nothing is published at {path}.',
    fix: 'Compare the address with those of the application: `joinery config export` shows its id, design addresses start with /wsf/ or /adfs/.',
  },
  HTTP_UNKNOWN_HOST: {
    fault: 'http:MisdirectedRequest',
    says: 'This server does not answer for that host.',
    means:
      'A request named the host "{host}", which is neither the host of publicUrl nor one of the hostNames of an application.',
    fix: 'If clients should use that name, make it publicUrl, or add it to hostNames of the application; if a proxy rewrites Host, let it pass the original.',
    spec: '[RFC9110 §15.5.20]',
  },
  HTTP_PLAIN: {
    fault: 'http:Forbidden',
    says: 'This address is served over https only.',
    means: 'A request from {remoteAddress} came over plain HTTP and not through a trusted proxy that says https.',
    fix: 'Set tls.certificate and tls.key, or list the proxy in trustedProxies and let it send X-Forwarded-Proto: https.',
  },
  HTTP_BODY_TOO_LARGE: {
    fault: 'http:TooLarge',
    says: 'The request is too large.',
    means: 'A request body was larger than {limit} bytes.',
    fix: 'No known client sends so much; look at who sent it.',
  },
  HTTP_BODY_BROKEN: {
    fault: 'http:NotSoap',
    says: requestInvalid,
    means: 'A request body could not be read: {reason}',
    fix: 'Look at the client or the proxy in between: the body was cut off or its length was wrong.',
  },
  HTTP_BUSY: {
    fault: 'http:Unavailable',
    says: 'The service is busy. Try again shortly.',
    means: 'More than {limit} token requests were under way at the same time.',
    fix: 'Look in the sign-in log for the stage that takes long, most often a directory that answers slowly: raise poolSize of its gateway, or list a nearer domain controller first. If one client sends them all, stop it.',
  },
  HTTP_GATEWAY_UNKNOWN: {
    fault: 'none',
    says: '',
    means: 'There is no gateway {gateway}; there are: {known}.',
    fix: 'Use one of those ids, or add the gateway with `joinery config apply`.',
  },
  HTTP_TLS_NAMES: {
    fault: 'none',
    says: '',
    means:
      'The TLS certificate {certificate} does not name {hosts}, under which addresses are published. Clients refuse the connection.',
    fix: 'Get a certificate that names {hosts} too (subjectAltName), or take the name out of publicUrl or hostNames.',
    check: 'federation/tls',
  },
  HTTP_ADMIN_UNKNOWN_HOST: {
    fault: 'http:MisdirectedRequest',
    says: 'This server does not answer for that host.',
    means:
      'A request to the administrators\' listener named the host "{host}". Only addresses, localhost, the host of publicUrl and listen.admin.hostNames are answered: a web page could lead a browser here by a name of its own.',
    fix: 'If administrators or a monitoring system use that name, add it to listen.admin.hostNames.',
    spec: '[RFC9110 §15.5.20]',
  },
  HTTP_CONSOLE_NOT_BUILT: {
    fault: 'http:Unavailable',
    says: 'The console has not been built. Run `npm run build`, then start the server again.',
    means: 'The files of the console are missing from {folder}.',
    fix: 'Run `npm run build` in the checkout (it takes some seconds), then start the server again. A published package holds them already.',
  },
  HTTP_TLS_FILES: {
    fault: 'none',
    says: '',
    means: 'The TLS certificate {certificate} and key {key} cannot be used: {reason}',
    fix: 'Give a PEM certificate with its chain and the PEM private key that belongs to it, readable by the server.',
  },

  HTTP_LISTEN_FAILED: {
    fault: 'none',
    says: '',
    means: 'The {listener} listener cannot be opened at {host} port {port}: {reason}',
    fix: 'See with `ss -ltnp` who holds the port; ports below 1024 need CAP_NET_BIND_SERVICE; set listen.{listener} in the boot settings.',
  },
  HTTP_ALREADY_RUNNING: {
    fault: 'none',
    says: '',
    means: 'Another server runs on this data directory already: it answers at {socket}.',
    fix: 'Stop it first, or give this one a data directory of its own (dataDirectory, or --data).',
  },
  HTTP_CONTROL_SOCKET: {
    fault: 'none',
    says: '',
    means: 'The control socket {socket} cannot be opened: {reason}',
    fix: 'The data directory must be writable for the server, and the whole path at most 107 bytes long.',
  },

  // ---- expression ----
  // Column facts count from 1. Compile errors are `none` on the wire: an expression is compiled when it is saved.
  EXPRESSION_EMPTY: {
    fault: 'none',
    says: 'The expression is empty.',
    means: 'There is nothing to evaluate in the expression.',
    fix: "Write a value: a constant is a literal such as 'DJ', an attribute is a path such as user.externalId.",
  },
  EXPRESSION_TOO_LONG: {
    fault: 'none',
    says: 'The expression is too long.',
    means: 'The expression has {bytes} bytes; {limit} are allowed.',
    fix: 'Shorten it, or move part of the work into an attribute of the user type.',
  },
  EXPRESSION_TOO_DEEP: {
    fault: 'wst:RequestFailed',
    says: 'The expression is nested too deeply.',
    means: 'The expression, or the value it works on, is nested more than {limit} levels deep (column {column}).',
    fix: 'Take brackets, nested calls or nested lists apart.',
  },
  EXPRESSION_LINE_BREAK: {
    fault: 'none',
    says: 'The expression has a line break.',
    means: 'There is a line break at column {column}; an expression is one line.',
    fix: 'Join the lines with a space.',
  },
  EXPRESSION_CHARACTER: {
    fault: 'none',
    says: 'The expression has a character that means nothing.',
    means: 'The character {found} at column {column} has no meaning in an expression; expected {expected}.',
    fix: 'Replace it by {expected}. Characters like this often come from copying out of a formatted document.',
  },
  EXPRESSION_STRING_OPEN: {
    fault: 'none',
    says: 'A string in the expression is not closed.',
    means: 'The string that begins with {found} at column {column} does not end; expected {expected}.',
    fix: "Close it. A quote inside a string is written twice: 'it''s'.",
  },
  EXPRESSION_NUMBER: {
    fault: 'none',
    says: 'A number in the expression cannot be read.',
    means: 'The number {found} at column {column} cannot be read; expected {expected}.',
    fix: 'Write {expected}.',
  },
  EXPRESSION_SYNTAX: {
    fault: 'none',
    says: 'The expression cannot be read.',
    means: 'Found {found} at column {column}; expected {expected}.',
    fix: "Correct the expression there. A property name with other characters than letters, digits and _ is written in brackets: user['ms-upn'].",
  },
  EXPRESSION_SPACES: {
    fault: 'none',
    says: 'An operator in the expression needs spaces.',
    means: 'The operator {found} at column {column} needs {expected}.',
    fix: "Put a space on both sides of {found}. If it is part of a property name, write the name in brackets: user['ms-upn'].",
  },
  EXPRESSION_TYPE_OPERATOR: {
    fault: 'none',
    says: 'The expression uses Java types.',
    means: 'Found {found} at column {column}: Java types are not available to an expression; expected {expected}.',
    fix: 'Use {expected}.',
  },
  EXPRESSION_INSTANCEOF: {
    fault: 'none',
    says: 'The expression uses instanceof.',
    means: 'Found {found} at column {column}: Java types are not available to an expression; expected {expected}.',
    fix: 'Compare the value itself, for example {expected}.',
  },
  EXPRESSION_ASSIGNMENT: {
    fault: 'none',
    says: 'The expression assigns a value.',
    means: 'Found {found} at column {column}: an expression reads values and never changes one; expected {expected}.',
    fix: 'To compare, write ==. To compute, write the new value as the expression itself.',
  },
  EXPRESSION_JAVA_METHOD: {
    fault: 'none',
    says: 'The expression calls a method.',
    means: 'Found the call {found} at column {column}: values have no methods here; expected {expected}.',
    fix: 'Use {expected}. All functions: docs/expression.md.',
  },
  EXPRESSION_CONSTRUCTOR: {
    fault: 'none',
    says: 'The expression makes a Java object.',
    means: 'Found {found} at column {column}: only arrays of {expected} can be made with new.',
    fix: "Write a string, list or map as a literal: 'text', {1, 2}, {'key': 'value'}.",
  },
  EXPRESSION_SAFE_NAVIGATION: {
    fault: 'none',
    says: 'The expression uses ?. which is not needed.',
    means: 'Found {found} at column {column}: a missing property is null already; expected {expected}.',
    fix: 'Write a plain point: user.address.city is null when user.address is.',
  },
  EXPRESSION_BEAN: {
    fault: 'none',
    says: 'The expression refers to a bean.',
    means: 'Found {found} at column {column}: there are no beans; expected {expected}.',
    fix: 'Use a path such as user.email, or a function.',
  },
  EXPRESSION_VARIABLE_UNKNOWN: {
    fault: 'none',
    says: 'The expression uses an unknown variable.',
    means: 'There is no {found} (column {column}); expected {expected}.',
    fix: 'A plain name needs no #: user.email. With #: {expected}.',
  },
  EXPRESSION_FUNCTION_UNKNOWN: {
    fault: 'none',
    says: 'The expression calls an unknown function.',
    means: 'There is no function {found} (column {column}); expected {expected}.',
    fix: 'Use {expected}. All functions: docs/expression.md.',
  },
  EXPRESSION_ARGUMENTS: {
    fault: 'none',
    says: 'A function in the expression has the wrong number of arguments.',
    means: '{found} at column {column}; expected {expected}.',
    fix: 'Call it as {expected}. An argument you do not need is null.',
  },
  EXPRESSION_REGEX_INVALID: {
    fault: 'wst:RequestFailed',
    says: 'A regular expression cannot be read.',
    means: 'The regular expression at column {column} cannot be read: {found}; expected {expected}.',
    fix: 'Correct the pattern. There is no escaping besides that of regular expressions themselves: one backslash is enough.',
  },
  EXPRESSION_REGEX_UNSUPPORTED: {
    fault: 'wst:RequestFailed',
    says: 'A regular expression uses something that is not supported.',
    means:
      'The regular expression at column {column} uses {found}; expected {expected}. Patterns run in linear time, which rules this out.',
    fix: 'Use {expected}.',
  },
  EXPRESSION_FORMAT: {
    fault: 'none',
    says: 'A format in the expression is not supported.',
    means: 'The format at column {column} has {found}; expected {expected}.',
    fix: 'Use {expected}.',
  },
  EXPRESSION_DATE_PATTERN: {
    fault: 'none',
    says: 'A date pattern in the expression is not supported.',
    means: 'The date pattern at column {column} has {found}; expected {expected}.',
    fix: 'Use {expected}. Text in a pattern stands in quotes: "dd \'of\' MMMM".',
  },
  EXPRESSION_ALGORITHM: {
    fault: 'wst:RequestFailed',
    says: 'A hash algorithm in the expression is not supported.',
    means: 'The algorithm at column {column} is {found}; expected {expected}.',
    fix: 'Use {expected}.',
  },
  EXPRESSION_TEMPLATE: {
    fault: 'none',
    says: 'A mapping value cannot be read.',
    means: 'The ${ at column {column} is not closed; expected {expected}.',
    fix: 'Write ${...} with the closing brace: ${user.email}.',
  },
  EXPRESSION_TYPE: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: '{where} at column {column} got {found}; expected {expected}.',
    fix: 'Give null a default with ?: as in (user.age ?: 0), or convert first, for example with #string.asInt(user.age, 0).',
  },
  EXPRESSION_PROPERTY_MISSING: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'The map written in the expression has no key {found} (column {column}); expected {expected}.',
    fix: "Add the key, or read it with brackets, ['{found}'], which gives null when it is not there.",
  },
  EXPRESSION_INDEX_RANGE: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'The index {found} at column {column} is outside; expected {expected}.',
    fix: 'Check #data.size(...) or #string.length(...) first, or use #string.substring, which never fails.',
  },
  EXPRESSION_ARITHMETIC: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'The calculation {where} at column {column} failed: {found}; expected {expected}.',
    fix: 'Guard it with a condition: n == 0 ? 0 : total / n.',
  },
  EXPRESSION_TOO_MANY_STEPS: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'The expression took more than {limit} steps and was stopped.',
    fix: 'Work on shorter lists or texts: select with .?[...] before projecting, and avoid a projection inside a projection.',
  },
  EXPRESSION_OUTPUT_TOO_LARGE: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'The expression made more than {limit} characters of text and list elements and was stopped.',
    fix: 'Shorten what it joins, repeats, pads or replaces.',
  },

  // ---- directory ----
  DIRECTORY_NAME_UNRESOLVED: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'This machine cannot find the address of {host}: {reason}.',
    fix: 'Write the full DNS name of the domain controller. If it is right, let this machine ask a DNS server of the domain: `getent hosts {host}` must answer.',
    check: 'directory/connect',
  },
  DIRECTORY_UNREACHABLE: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'No domain controller answers ({servers}): {reasons}',
    fix: 'Check the names and ports of the servers of the gateway, DNS on this machine, and that a firewall lets it reach them (636 for TLS, 389 for StartTLS).',
    check: 'directory/connect',
  },
  DIRECTORY_TIMEOUT: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The domain controller {server} did not answer within {milliseconds} ms ({doing}).',
    fix: 'Look at the load of the domain controller and at the network in between. If it is only slow, raise connectTimeoutSeconds or operationTimeoutSeconds of the gateway.',
    check: 'directory/connect',
  },
  DIRECTORY_CONNECTION_LOST: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The connection to the domain controller {server} broke: {reason}.',
    fix: 'Check whether the domain controller restarts or runs out of connections, and what sits in between. Joinery connects again by itself.',
    check: 'directory/connect',
  },
  DIRECTORY_SERVER_BUSY: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The domain controller {server} says it is busy or unavailable: {serverSays}',
    fix: 'Wait until it has started or caught up; name a second domain controller in the gateway so that the next one is asked.',
    check: 'directory/connect',
    spec: '[RFC4511 Appendix A.2]',
  },
  DIRECTORY_POOL_EXHAUSTED: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'All {size} connections of the gateway were in use for {milliseconds} ms.',
    fix: 'Find out why the domain controller is slow; if it is not, raise poolSize of the gateway.',
    check: 'directory/connect',
  },
  DIRECTORY_BIND_REFUSED: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The domain controller {server} refuses the bind account {bindDN} (code {data}): {meaning}.',
    fix: '{remedy}',
    check: 'directory/bind',
    spec: '[RFC4513 §5.1]',
  },
  DIRECTORY_BIND_PASSWORD_MISSING: {
    fault: 'http:Unavailable',
    says: unavailable,
    means:
      'The gateway {gateway} has no bind password. It is dropped when servers, security or the CA of the gateway change.',
    fix: 'Type the password of the bind account again. An empty one is never sent: AD would take it as an anonymous sign-in and answer with nothing.',
    check: 'directory/bind',
    spec: '[RFC4513 §5.1.2]',
  },
  DIRECTORY_TLS_REQUIRED: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The domain controller {server} takes no password without TLS: {serverSays}',
    fix: 'Set connectionSecurity of the gateway to TLS (port 636) or StartTLS (port 389).',
    check: 'directory/tls',
    spec: '[RFC4513 §6.3.3]',
  },
  DIRECTORY_TLS_UNTRUSTED: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The certificate of the domain controller {server} is from a CA that the gateway does not trust ({reason}).',
    fix: 'Export the certificate of the CA that signed it (usually the root of AD Certificate Services) as Base-64 and name that file as caFile of the gateway.',
    check: 'directory/tls',
    spec: '[RFC5280 §6]',
  },
  DIRECTORY_TLS_EXPIRED: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The certificate of the domain controller {server}, or one above it, is not valid today ({reason}).',
    fix: 'Renew the certificate of the domain controller, and compare the clocks of both machines.',
    check: 'directory/tls',
    spec: '[RFC5280 §6]',
  },
  DIRECTORY_TLS_NAME_MISMATCH: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The certificate of the domain controller {server} does not carry the name {host} ({reason}).',
    fix: 'Write the server in the gateway as its certificate names it: the full DNS name of the domain controller, not an address, an alias or the name of the domain.',
    check: 'directory/tls',
    spec: '[RFC6125 §6]',
  },
  DIRECTORY_TLS_FAILED: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'TLS with the domain controller {server} failed: {reason}.',
    fix: 'Check that the port speaks TLS (636; 389 is for StartTLS) and that the domain controller has a certificate for server authentication: without one AD closes the connection.',
    check: 'directory/tls',
  },
  DIRECTORY_STARTTLS_REFUSED: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The domain controller {server} does not start TLS (result code {resultCode}): {serverSays}',
    fix: 'Give the domain controller a certificate for server authentication, or set connectionSecurity of the gateway to TLS.',
    check: 'directory/tls',
    spec: '[RFC4511 §4.14]',
  },
  DIRECTORY_CA_FILE_UNREADABLE: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The CA file {caFile} of the gateway cannot be used: {reason}.',
    fix: 'Name a PEM file (-----BEGIN CERTIFICATE-----) that the account Joinery runs as may read.',
    check: 'directory/tls',
  },
  DIRECTORY_REFERRAL_REFUSED: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'The domain controller refers a search of {base} to {hosts}, which this gateway may not follow.',
    fix: 'Name a domain controller of that domain in the gateway, or make it a gateway of its own. To follow referrals turn followReferrals on and list the host in referralHosts; TLS is then required.',
    spec: '[RFC4511 §4.1.10]',
  },
  DIRECTORY_BASE_NOT_FOUND: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'There is no {base} in the directory, or the bind account may not see it.',
    fix: 'Correct the search base of the user type: copy distinguishedName of the OU from Active Directory Users and Computers (attribute editor).',
    check: 'directory/connect',
  },
  DIRECTORY_TOO_MANY_ENTRIES: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'A search of {base} with {filter} found more entries than one answer may hold.',
    fix: 'Narrow the filter or the search base.',
    spec: '[RFC4511 §4.5.1.4]',
  },
  DIRECTORY_ACCESS_DENIED: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'The bind account may not search {base}: {serverSays}',
    fix: 'Give the bind account the right to read there (Authenticated Users have it by default).',
    check: 'directory/bind',
  },
  DIRECTORY_SEARCH_REFUSED: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'The directory refuses a search of {base} with {filter} (result code {resultCode}): {serverSays}',
    fix: 'Correct the filter or search base of the user type as the directory says.',
    spec: '[RFC4511 Appendix A.2]',
  },
  DIRECTORY_FILTER_UNSUPPORTED: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'The filter compares parts of {attribute} with bytes that are not text.',
    fix: 'Compare such an attribute as a whole, with =.',
  },
  DIRECTORY_VALUE_INVALID: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'The attribute {attribute} of {dn} is missing or not what AD writes there: {observed}.',
    fix: 'Let the bind account read the attribute (Active Directory Users and Computers, Security, Effective Access).',
  },
  DIRECTORY_SERVICE_ACCOUNT_AMBIGUOUS: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'Several accounts could be {userPrincipalName}: {found}.',
    fix: 'Give the service account a UPN that no other account has as UPN or as name.',
    check: 'kerberos/gateway',
  },

  // ---- directory: passwords ----
  DIRECTORY_PASSWORD_NOT_JUDGED: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The domain controller {server} gave no verdict on a password; its answer was {resultCode}: {serverSays}',
    fix: 'Look for the result code in [RFC4511 Appendix A.2] and in the Directory Service log of the domain controller. The attempt was not counted against the user.',
    check: 'directory/connect',
    spec: '[RFC4511 §4.2.2]',
  },
  DIRECTORY_TOO_MANY_PASSWORDS: {
    fault: 'http:Unavailable',
    says: unavailable,
    means:
      '{size} passwords were with the domain controllers of the gateway {gateway} for {milliseconds} ms; this one was not sent.',
    fix: 'Find out why the domain controller is slow to answer binds. If it is not, look for a flood of sign-ins in the sign-in log.',
    check: 'directory/connect',
  },
  DIRECTORY_OLD_PASSWORD_WRONG: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'The old password of {dn} is wrong, so it was not changed.',
    fix: 'Type the password that is in force now. Repeated, it locks the account: AD counts it as a wrong password.',
    spec: '[MS-ADTS §3.1.1.3.1.5]',
  },
  DIRECTORY_NEW_PASSWORD_REFUSED: {
    fault: 'wst:RequestFailed',
    says: 'The new password does not meet the rules of the organization.',
    means: 'The domain does not take the new password of {dn}. It says: {serverSays}',
    fix: 'AD names no rule: compare with the password policy of the user (Get-ADUserResultantPasswordPolicy, else Get-ADDefaultDomainPasswordPolicy): length, complexity, the last passwords, and the minimum age, within which a password cannot be changed again.',
    spec: '[MS-ADTS §3.1.1.3.1.5]',
  },
  DIRECTORY_PASSWORD_CHANGE_DENIED: {
    fault: 'wst:RequestFailed',
    says: 'The password cannot be changed here.',
    means: 'The domain does not let {dn} change its password: {serverSays}',
    fix: 'Untick "User cannot change password" on the account. If it is not ticked: Everyone or SELF lacks the right Change Password on it; a fresh account has it.',
    spec: '[MS-ADTS §3.1.1.3.1.5]',
  },

  // ---- gssapi ----
  GSSAPI_NOT_BUILT: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The Kerberos binding {path} cannot be loaded: {reason}',
    fix: 'Run scripts/setup.sh; it installs libkrb5 and builds the binding for this machine.',
  },
  GSSAPI_CONFIGURED_TWICE: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'libkrb5 reads {configured} already and cannot be pointed to {path} in the same process.',
    fix: 'Restart Joinery: its data directory was changed while it ran.',
  },
  GSSAPI_INPUT_INVALID: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'A Negotiate token, a name or a password cannot be handed to Kerberos: it has {observed}.',
    fix: 'For a token look for a proxy that alters headers; a password must not hold a zero character.',
  },

  // ---- keys ----
  KEYS_NONE_ACTIVE: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'There is no active signing key for the application {applicationId}.',
    fix: 'Look at joinery keys list. A new installation makes its key at the first start of joinery serve.',
    check: 'keys/signing-key',
  },
  KEYS_NAMED_MISSING: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The application {applicationId} signs with the key {keyId}, which is not there or is retired.',
    fix: 'Set idpSigning.key.id of the application to a key of joinery keys list, or leave it out for the default key.',
    check: 'keys/signing-key',
  },
  KEYS_PRIVATE_MISSING: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The signing key {keyId} was deleted while it was in use.',
    fix: 'Look at joinery keys list, and restore the key from a backup if Entra still expects its certificate.',
    check: 'keys/signing-key',
  },
  KEYS_PEM_UNREADABLE: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The file is no signing key that can be used: {reason}.',
    fix: 'Give one PEM file that holds the private key and its certificate; for an encrypted key give the passphrase too.',
  },
  KEYS_PKCS12_UNREADABLE: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The PKCS #12 file cannot be used: {reason}.',
    fix: 'Export the certificate with its private key (in Windows: "Yes, export the private key"), protected by a password. To write a file anew: openssl pkcs12 -in old.p12 -out key.pem -legacy, then give key.pem.',
    spec: '[RFC7292 §4]',
  },
  KEYS_PKCS12_PASSWORD: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The password of the PKCS #12 file is missing or wrong, or the file is damaged.',
    fix: 'Give the password that the file was exported with. A file that Windows protects for a group or user has none: export it again with a password.',
    spec: '[RFC7292 §4]',
  },
  KEYS_NOT_RSA: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The key is of the type {observed}, and Entra takes only RSA signatures from a federated identity provider.',
    fix: 'Make an RSA key of 2048 bits or more. An elliptic-curve key works nowhere in this flow, however good it is.',
  },
  KEYS_TOO_SHORT: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The RSA key has {observed} bits; {expected} is the least that is safe.',
    fix: 'Make an RSA key of 2048 bits or more.',
  },
  KEYS_CERTIFICATE_FOREIGN: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The file holds {observed} certificates, and none of them belongs to the private key.',
    fix: 'Put the certificate of this very key into the file: openssl x509 -pubkey and openssl pkey -pubout must print the same.',
  },
  KEYS_CERTIFICATE_EXPIRED: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The certificate of the signing key expired at {expiredAt}.',
    fix: 'Make a new certificate for the key, and tell Entra of it (Update-MgDomainFederationConfiguration).',
  },
  KEYS_NOT_VALID_NOW: {
    fault: 'none',
    says: '',
    means: 'The certificate of the signing key {keyId} is not valid at this time.',
    fix: 'Look at its dates with joinery keys list, and at the clock of this machine. Roll to another key.',
    check: 'keys/signing-key',
  },
  KEYS_NOT_THERE: {
    fault: 'http:NotFound',
    says: nothingHere,
    means: 'There is no signing key {keyId}.',
    fix: 'joinery keys list names them.',
  },
  KEYS_ROLL_UNDER_WAY: {
    fault: 'none',
    says: '',
    means: 'A roll-over is under way already: the key {keyId} is {state}.',
    fix: 'Finish it first: prove and switch to the next key, or retire the previous one. joinery keys list shows where it stands.',
  },
  KEYS_NOT_AVAILABLE: {
    fault: 'none',
    says: '',
    means: 'The signing key {keyId} is {state}, so it cannot become the next one.',
    fix: 'Name a key that joinery keys list shows as available, or none: then a new one is made.',
  },
  KEYS_NO_NEXT: {
    fault: 'none',
    says: '',
    means: 'There is no next signing key.',
    fix: 'Make one with joinery keys roll, or import one.',
  },
  KEYS_NO_PREVIOUS: {
    fault: 'none',
    says: '',
    means: 'There is no previous signing key to go back to.',
    fix: 'The switch can be undone only while the old key is published still. To replace the key that signs, start a roll-over: joinery keys roll.',
  },
  KEYS_UNPROVED: {
    fault: 'none',
    says: '',
    means:
      'Nothing proves that Entra holds the certificate of the key {keyId} for {domains}. Signing with it now would fail every sign-in there.',
    fix: 'Set NextSigningCertificate in Entra, then show the settings: Get-MgDomainFederationConfiguration -DomainId DOMAIN | Format-List, and joinery keys prove FILE with what it printed. An owner may give the word instead: joinery keys override.',
    check: 'keys/signing-key',
  },
  KEYS_UNDO_REFUTED: {
    fault: 'none',
    says: '',
    means:
      'Entra was shown to lack the certificate of the previous key {keyId} for {domains}. Signing with it again would fail every sign-in there.',
    fix: 'Set it in Entra as NextSigningCertificate first, and show the settings again: joinery keys prove FILE.',
    check: 'keys/signing-key',
  },
  KEYS_PROOF_UNREADABLE: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The text holds no federation settings of Entra.',
    fix: 'Run Get-MgDomainFederationConfiguration -DomainId DOMAIN | Format-List, and give all that it prints.',
  },
  KEYS_PROOF_FOREIGN: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means:
      'The settings are of {domainName} with the issuer {issuerUri}, and no application that signs with the default key has both. Expected one of: {expected}.',
    fix: 'Give the settings of a domain that Joinery serves. If it is the right domain, its IssuerUri in Entra is wrong: compare it with the application.',
  },
  KEYS_PROOF_CUT: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The {name} in the settings cannot be read: it is empty or cut, so it proves nothing.',
    fix: 'Give the whole output of Format-List; certificates go over many lines. Format-Table cuts them.',
  },
  KEYS_PROOF_TIME: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The settings were read at {takenAt}, and now it is {now}: they must be of the last 24 hours.',
    fix: 'Run Get-MgDomainFederationConfiguration again, and give what it prints now.',
  },
  KEYS_OVERRIDE_SENTENCE: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The sentence does not say what is to be done.',
    fix: 'Type exactly: {expected}. Whoever types it answers for it that Entra holds the next certificate for {domainName}.',
  },
  KEYS_APPLICATION_UNKNOWN: {
    fault: 'http:NotFound',
    says: nothingHere,
    means: 'There is no application {applicationId}.',
    fix: 'Name one of joinery config export.',
  },
  KEYS_ACTIVE: {
    fault: 'none',
    says: '',
    means: 'The signing key {keyId} is the one that signs.',
    fix: 'Switch to another key first.',
  },
  KEYS_IN_USE: {
    fault: 'none',
    says: '',
    means: 'The applications {applications} name the signing key {keyId} in idpSigning.key.id.',
    fix: 'Name another key there, or none, and tell Entra of its certificate before.',
  },
  KEYS_NOT_RETIRED: {
    fault: 'none',
    says: '',
    means: 'The signing key {keyId} is {state}; only a retired one can be deleted.',
    fix: 'Retire it first.',
  },
  KEYS_EXPIRES_SOON: {
    fault: 'none',
    says: '',
    means: 'The certificate that signs (key {keyId}) ends in {days} days, at {expiresAt}, and no next key is made.',
    fix: 'Start the roll-over: joinery keys roll, or Keys in the console.',
    check: 'keys/signing-key',
  },
  KEYS_EXPIRES_UNPROVED: {
    fault: 'none',
    says: '',
    means:
      'The certificate that signs (key {keyId}) ends in {days} days, at {expiresAt}; the next key {nextKeyId} is made, and nothing proves that Entra holds its certificate for {domains}. The old key goes on signing.',
    fix: 'Set NextSigningCertificate in Entra, and show the settings to Joinery: Keys in the console, or joinery keys prove.',
    check: 'keys/signing-key',
  },
  KEYS_SWITCH_WAITS: {
    fault: 'none',
    says: '',
    means:
      'The certificate that signs (key {keyId}) ends in {days} days, at {expiresAt}; Entra holds the next one, of the key {nextKeyId}, and the switch has not happened.',
    fix: 'With signingKeys.automatic it happens an hour after the last proof; else: joinery keys switch.',
    check: 'keys/signing-key',
  },
  KEYS_ACTIVE_EXPIRED: {
    fault: 'none',
    says: '',
    means:
      'The certificate that signs (key {keyId}) ended at {expiresAt}. It goes on signing: whether Entra still takes it is not for Joinery to say.',
    fix: 'Roll over now: joinery keys roll, set NextSigningCertificate in Entra, joinery keys prove, joinery keys switch.',
    check: 'keys/signing-key',
  },
  KEYS_NAMED_EXPIRES_SOON: {
    fault: 'none',
    says: '',
    means:
      'The certificate of the key {keyId}, which the application {applicationId} names, ends in {days} days, at {expiresAt}. Keys that are named are not rolled over by themselves.',
    fix: 'Set the certificate of another key as NextSigningCertificate in Entra, then name that key in idpSigning.key.id, or none for the default key.',
    check: 'keys/signing-key',
  },
  KEYS_ENTRA_LACKS_ACTIVE: {
    fault: 'none',
    says: '',
    means:
      'Entra was shown to lack the certificate that signs (key {keyId}) for {domains}: sign-ins there fail with AADSTS5000811.',
    fix: 'Set it in Entra as SigningCertificate (joinery keys list --json has it), then show the settings again: joinery keys prove FILE. Where Entra holds the next certificate already, switch to it instead.',
    check: 'keys/signing-key',
  },

  // ---- storage ----
  STORAGE_UNAVAILABLE: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The {database} database cannot be used: {reason}.',
    fix: 'Check that the database runs and can be reached, that the data directory belongs to the user Joinery runs as, and that its disk is not full.',
  },
  STORAGE_DAMAGED: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The database file is damaged or is no Joinery database: {reason}.',
    fix: 'Stop Joinery, keep the file aside, and restore the last backup with joinery restore.',
  },
  STORAGE_NOT_THERE: {
    fault: 'none',
    says: '',
    means: 'There is no Joinery database in {directory}.',
    fix: 'Check --data and dataDirectory. A new database is made by joinery serve and by joinery config apply.',
  },
  STORAGE_OPEN_TO_OTHERS: {
    fault: 'none',
    says: '',
    means:
      'Other users of this machine may read or change {path} (mode {mode}), where everything about users is stored.',
    fix: 'Give Joinery a data directory of its own and close it: `chmod {right} {path}`, with the user that runs Joinery as its owner.',
  },
  STORAGE_SCHEMA_NEWER: {
    fault: 'none',
    says: '',
    means: 'The database was changed by a newer Joinery: it is at {found}, and this program knows up to {known}.',
    fix: 'Run the newer program, or restore a backup made before the upgrade.',
  },
  STORAGE_DATA_KEY_FILE_INVALID: {
    fault: 'none',
    says: '',
    means: 'The data key file {file} cannot be used: {reason}.',
    fix: 'Restore the file from its backup. Lines that are not keys must start with #.',
  },
  STORAGE_DATA_KEY_FILE_OPEN: {
    fault: 'none',
    says: '',
    means: 'The data key file {file} can be read or changed by others (mode {mode}).',
    fix: 'Run chmod 600 {file}, and think about who may have read it.',
  },
  STORAGE_DATA_KEY_INSIDE: {
    fault: 'none',
    says: '',
    means:
      'The data key file {file} lies in the data directory {directory}: every backup of the data would carry the key along.',
    fix: 'Set dataKeyFile to a place outside the data directory, and move the file there if it exists.',
  },
  STORAGE_DATA_KEY_MISSING: {
    fault: 'none',
    says: '',
    means: 'The data key file {file} is not there, but the database holds secrets sealed with the key {expected}.',
    fix: 'Restore the file from its backup, or copy it from another node. Joinery makes no new key here: the stored secrets would be lost.',
  },
  STORAGE_DATA_KEY_WRONG: {
    fault: 'none',
    says: '',
    means: 'The data key file {file} holds the key {found}, but the database holds secrets sealed with {expected}.',
    fix: 'Check dataKeyFile and the database setting: one of them belongs to another installation. Every node of one installation needs the same file.',
  },
  STORAGE_DATA_KEY_NOT_MADE: {
    fault: 'none',
    says: '',
    means: 'The data key file {file} could not be made: {reason}.',
    fix: 'Let the user Joinery runs as write to that directory, or set dataKeyFile (JOINERY_DATA_KEY_FILE) to another place outside the data directory.',
  },
  STORAGE_SECRET_UNREADABLE: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The stored secret {name} cannot be read: {reason}.',
    fix: 'Restore the data key that sealed it, or type the secret again: joinery config apply with the secret in the document.',
  },
  STORAGE_NAME_TAKEN: {
    fault: 'http:Conflict',
    says: 'That name is taken.',
    means: 'There is already another {kind} with the name {name}.',
    fix: 'Choose another name, or change the one that has it.',
  },
  STORAGE_REWRAP_UNPREPARED: {
    fault: 'none',
    says: '',
    means:
      'A database on PostgreSQL may have several nodes, and each needs the new data key before anything is sealed with it: {file} holds none that is new.',
    fix: 'Run joinery keys rewrap --prepare, copy the data key file to every node, then run joinery keys rewrap.',
  },
  STORAGE_REWRAP_UNFINISHED: {
    fault: 'none',
    says: '',
    means: '{count} stored secrets are still sealed with the old data keys {keys}; without these they would be lost.',
    fix: 'Run joinery keys rewrap until it says that all are sealed with the new key; type those again that it names as unreadable.',
  },
  STORAGE_SETTINGS_CHANGED: {
    fault: 'http:Conflict',
    says: 'Somebody else changed the settings.',
    means:
      'The settings were changed by somebody else: version {expected} was to be replaced, and now version {found} is in force.',
    fix: 'Run joinery config export again, make the change in the new document, and apply that.',
  },
  STORAGE_BACKUP_NOT_WRITTEN: {
    fault: 'none',
    says: '',
    means: 'The backup {file} could not be written: {reason}.',
    fix: 'Give a file that is not there yet, in a directory with enough room that the user may write to.',
  },
  STORAGE_BACKUP_DAMAGED: {
    fault: 'none',
    says: '',
    means: 'The file {file} is no whole backup: {reason}. Nothing was changed.',
    fix: 'Take another backup; joinery restore FILE --check tells beforehand whether one is whole.',
  },
  STORAGE_RESTORE_NOT_EMPTY: {
    fault: 'none',
    says: '',
    means: 'The database to restore into is in use: it holds {rows} rows in {tables}.',
    fix: 'Check --config and --data. To give up all that it holds, take a backup of it first, then run joinery restore FILE --replace.',
  },
  STORAGE_RESTORE_IN_USE: {
    fault: 'none',
    says: '',
    means: 'A server works with the database to restore into: {who}.',
    fix: 'Stop joinery serve on every node, restore, and start them again.',
  },
  STORAGE_RESTORE_WITHOUT_KEY: {
    fault: 'none',
    says: '',
    means: 'The data key file {file} lacks the keys {keys} of this backup. Without them is lost: {losses}.',
    fix: 'Put the data key file that belongs to the backup in its place. Where it is gone for good, joinery restore FILE --without-data-key restores the rest; each of these has then to be made anew.',
  },
  STORAGE_SETTINGS_UNREADABLE: {
    fault: 'none',
    says: '',
    means: 'The stored settings, version {version}, are not settings this program can read: {problems}',
    fix: 'Run the Joinery that wrote them, export the settings, correct what is named here, and apply them with this program.',
  },
  STORAGE_SIGNING_KEY_EXISTS: {
    fault: 'none',
    says: '',
    means:
      'The signing key {keyId} cannot be added as {state}: there is a key of that name already, or there is one in that state, which only one key can have.',
    fix: 'Look at joinery keys list. There is one active key, one next and one previous at most.',
  },
  STORAGE_SIGNING_KEYS_CHANGED: {
    fault: 'none',
    says: '',
    means: 'Somebody else changed the signing keys, or the settings, at the same moment; nothing was done.',
    fix: 'Look at the keys again (joinery keys list), and repeat it if it is still wanted.',
  },
  STORAGE_PROFILE_CONFLICT: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'Profile {profileId} cannot take the SID {objectSid}: another profile of the same gateway has it.',
    fix: 'Two profiles stand for one account. Delete the one that is out of date; it is made again at the next sign-in.',
  },

  // ---- config ----
  CONFIG_SETTINGS_REFUSED: {
    fault: 'none',
    says: '',
    means: 'The settings have {count} errors: {problems}',
    fix: 'Correct each of them in the document; joinery config check lists them with their lines.',
  },
  CONFIG_BOOT_SETTINGS_REFUSED: {
    fault: 'none',
    says: '',
    means: 'The boot settings have {count} errors: {problems}',
    fix: 'Correct each of them, in the file or in the JOINERY_ environment variable that is named.',
  },

  // ---- xml ----
  XML_TOO_LARGE: {
    fault: 'http:TooLarge',
    says: 'The request is too large.',
    means: 'An XML document of {bytes} bytes came; the limit is {limit}.',
    fix: 'Nothing, if the sender is not one of yours: no Windows or Microsoft client sends so much. Otherwise look in the sign-in log at who sent it.',
  },
  XML_TOO_DEEP: {
    fault: 'http:NotSoap',
    says: requestInvalid,
    means: 'The elements of an XML document are nested deeper than {limit}.',
    fix: 'No Windows or Microsoft client sends this. Look in the sign-in log at who sent it.',
  },
  XML_TOO_MANY_ATTRIBUTES: {
    fault: 'http:NotSoap',
    says: requestInvalid,
    means: 'The element {element} has more than {limit} attributes.',
    fix: 'No Windows or Microsoft client sends this. Look in the sign-in log at who sent it.',
  },
  XML_TOO_MANY_ELEMENTS: {
    fault: 'http:NotSoap',
    says: requestInvalid,
    means: 'An XML document has more than {limit} elements.',
    fix: 'No Windows or Microsoft client sends this. Look in the sign-in log at who sent it.',
  },
  XML_TEXT_TOO_LONG: {
    fault: 'http:NotSoap',
    says: requestInvalid,
    means: 'A text or attribute value in an XML document is longer than {limit} characters.',
    fix: 'No Windows or Microsoft client sends this. Look in the sign-in log at who sent it.',
  },
  XML_ENCODING: {
    fault: 'http:NotSoap',
    says: requestInvalid,
    means: 'An XML document is in {encoding}; only UTF-8 is read.',
    fix: 'Send the document in UTF-8. If the sender is a Windows or Microsoft client, check whether a proxy in between rewrites requests.',
    spec: '[XML10 §4.3.3]',
  },
  XML_DOCTYPE: {
    fault: 'http:NotSoap',
    says: requestInvalid,
    means: 'An XML document carries a DTD (line {line}), which SOAP forbids and which can be used to attack a parser.',
    fix: 'Remove the DOCTYPE. If the sender is a Windows or Microsoft client, a proxy or captive portal may have answered with an HTML page in place of the document: look at the body.',
    spec: '[SOAP12 §5]',
  },
  XML_PROCESSING_INSTRUCTION: {
    fault: 'http:NotSoap',
    says: requestInvalid,
    means: 'An XML document carries a processing instruction (line {line}), which SOAP forbids.',
    fix: 'Remove the processing instruction; only the XML declaration at the very start may stay.',
    spec: '[SOAP12 §5]',
  },
  XML_MALFORMED: {
    fault: 'http:NotSoap',
    says: requestInvalid,
    means: 'The document is not well-formed XML (place as line:column, and reason): {detail}',
    fix: 'Look at the place named. A user name or password with a bare & or < is the usual cause: some clients (MSAL Python, adal-node) do not escape them, so have the user sign in through the browser or change that password.',
    spec: '[XML10 §2.1]',
  },
  XML_ELEMENT_REPEATED: {
    fault: 'wst:InvalidRequest',
    says: requestInvalid,
    means: 'The element {parent} holds {element} more than once; it may stand there only once.',
    fix: 'No Windows or Microsoft client sends this. Look in the sign-in log at who sent it.',
  },
  XML_ELEMENT_MISSING: {
    fault: 'wst:InvalidRequest',
    says: requestInvalid,
    means: 'The element {parent} lacks {element}.',
    fix: 'Compare the message with what the client should send; a proxy that rewrites bodies is the usual cause.',
  },
  XML_ATTRIBUTE_MISSING: {
    fault: 'wst:InvalidRequest',
    says: requestInvalid,
    means: 'The element {element} lacks the attribute {attribute}.',
    fix: 'Compare the message with what the client should send; a proxy that rewrites bodies is the usual cause.',
  },
  XML_TEXT_EXPECTED: {
    fault: 'wst:InvalidRequest',
    says: requestInvalid,
    means: 'The element {element} holds other elements where only text may stand.',
    fix: 'Compare the message with what the client should send; a proxy that rewrites bodies is the usual cause.',
  },
  XML_CHARACTER_ILLEGAL: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'The value for {where} holds the character {character}, which XML cannot carry.',
    fix: 'Find the directory attribute that is mapped to this value and remove the character, or map another attribute.',
    spec: '[XML10 §2.2]',
  },
  XML_NAME_ILLEGAL: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'XML cannot have the name {name}.',
    fix: 'This is a defect of Joinery, or a name in the settings that was not checked: report it with the trace id.',
    spec: '[XMLNS §3]',
  },
  XML_PREFIX_CONFLICT: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'On the element {element} the name {name} would mean two things.',
    fix: 'This is a defect of Joinery: report it with the trace id.',
    spec: '[XMLNS §6.3]',
  },
  XML_SIGNATURE_MISSING: {
    fault: 'wst:InvalidSecurityToken',
    says: requestInvalid,
    means: 'The element {element} carries no signature.',
    fix: 'Have the issuer sign the assertion itself, not only the message around it.',
    spec: '[XMLDSig §4.2]',
  },
  XML_SIGNATURE_SHAPE: {
    fault: 'wst:InvalidSecurityToken',
    says: requestInvalid,
    means: 'The signature is not of the one shape that is safe to verify: {detail}.',
    fix: 'Have the issuer write one enveloped signature with one reference, exclusive canonicalization, KeyInfo, and base64 without line breaks. A message that was signed right but looks so has been tampered with: look at where it came from.',
    spec: '[XMLDSig §4]',
  },
  XML_SIGNATURE_ALGORITHM: {
    fault: 'wst:InvalidSecurityToken',
    says: requestInvalid,
    means: 'The signature names in {element} the algorithm {algorithm}, which is not accepted.',
    fix: 'Set the issuer to RSA with SHA-256, SHA-384 or SHA-512 and exclusive canonicalization. SHA-1 and elliptic curves are not accepted here.',
    spec: '[RFC9231 §2]',
  },
  XML_SIGNATURE_REFERENCE: {
    fault: 'wst:InvalidSecurityToken',
    says: requestInvalid,
    means: 'The signature covers {reference}, but the element in use is #{id}.',
    fix: 'Treat the message as an attack (signature wrapping) unless the issuer is known to sign something else: look at where it came from.',
    spec: '[XMLDSig §4.4.3]',
  },
  XML_SIGNATURE_DIGEST: {
    fault: 'wst:InvalidSecurityToken',
    says: requestInvalid,
    means: 'The content of {element} is not what was signed: it was changed afterwards.',
    fix: 'Look for a proxy or program in between that rewrites XML (line breaks, white space, encoding). If there is none, treat the message as an attack.',
    spec: '[XMLDSig §3.2.1]',
  },
  XML_SIGNATURE_INVALID: {
    fault: 'wst:InvalidSecurityToken',
    says: requestInvalid,
    means: 'The signature names the agreed certificate {certificate}, but was not made by its key over this content.',
    fix: 'Check that key and certificate of the issuer belong together; otherwise the signature was changed on the way.',
    spec: '[XMLDSig §3.2.2]',
  },
  XML_SIGNATURE_KEY_UNKNOWN: {
    fault: 'wst:InvalidSecurityToken',
    says: requestInvalid,
    means: 'The signature was made by a key that is not agreed: it names the certificate {named}; known are {known}.',
    fix: 'If the issuer rolled its key, register the new certificate (in Entra: signingCertificate or nextSigningCertificate of the federation). Otherwise do not trust the message.',
    spec: '[XMLDSig §8]',
  },

  // ---- soap ----
  SOAP_NOT_AN_ENVELOPE: {
    fault: 'http:NotSoap',
    says: requestInvalid,
    means: 'The body is XML but not SOAP: its root is {element} in the namespace "{namespace}".',
    fix: 'Look in the sign-in log at who sent it. Browsers and SAML or WS-Federation clients belong to the passive address, /wsf/prp/ or /adfs/ls/.',
    spec: '[SOAP12 §5.1]',
  },
  SOAP_VERSION_UNSUPPORTED: {
    fault: 'http:NotSoap',
    says: 'SOAP 1.2 is expected.',
    means: 'The envelope is in the namespace "{namespace}", which is not SOAP 1.2.',
    fix: 'Set the client to SOAP 1.2 (in WCF: a binding with text encoding Soap12WSAddressing10). Windows and the Microsoft clients send SOAP 1.2 by themselves.',
    spec: '[SOAP12 §5.4.7]',
  },
  SOAP_BODY_NOT_ONE: {
    fault: 'wst:InvalidRequest',
    says: requestInvalid,
    means: 'The SOAP Body holds {count} elements; a token request is exactly one.',
    fix: 'Compare the message with what the client should send; a proxy that rewrites bodies is the usual cause.',
    spec: '[WSTrust13 §3.1]',
  },
  SOAP_HEADER_NOT_UNDERSTOOD: {
    fault: 'soap:MustUnderstand',
    says: 'A header that must be understood is not known here.',
    means:
      'The request has the header {header} in the namespace "{namespace}", marked mustUnderstand, and Joinery does not know it.',
    fix: 'Switch off the feature of the client that adds this header. WS-Addressing of August 2004 is the usual case: set the client to WS-Addressing 1.0.',
    spec: '[SOAP12 §5.2.3]',
  },
  SOAP_TIMESTAMP_MALFORMED: {
    fault: 'wst:BadRequest',
    says: requestInvalid,
    means: 'The {element} of the Timestamp is "{observed}", which is not a time like 2026-01-02T03:04:05Z.',
    fix: 'Correct the client; Windows and the Microsoft clients send proper times.',
    spec: '[WSS11 §10]',
  },
  SOAP_PASSWORD_DIGEST: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means:
      'The UsernameToken carries a digest of the password (PasswordDigest), which only a server that knows the password could check.',
    fix: 'Send the password itself (PasswordText, or no Type); TLS protects it. No Microsoft client sends digests.',
    spec: '[WSSUsername11 §3.1]',
  },
  SOAP_PASSWORD_TYPE: {
    fault: 'wst:InvalidRequest',
    says: requestInvalid,
    means: 'The Type of the password is {observed}, which is not known.',
    fix: 'Leave the Type out, or write the PasswordText of the UsernameToken profile.',
    spec: '[WSSUsername11 §3.1]',
  },
  SOAP_FAULT_MALFORMED: {
    fault: 'none',
    says: '',
    means: 'A SOAP fault came whose Code "{observed}" is not one of SOAP 1.2, or uses a prefix that is not declared.',
    fix: 'The server that answered is not a SOAP 1.2 server: check the address that was asked.',
    spec: '[SOAP12 §5.4.6]',
  },

  // ---- ws-trust ----
  WSTRUST_NOT_A_REQUEST: {
    fault: 'wst:InvalidRequest',
    says: requestInvalid,
    means:
      'The SOAP Body holds {element} in the namespace "{namespace}", not a RequestSecurityToken of WS-Trust 1.3 or 2005/02.',
    fix: 'Set the client to WS-Trust 1.3 or February 2005. WS-Trust 1.4 uses the namespace of 1.3.',
    spec: '[WSTrust13 §3.1]',
  },
  WSTRUST_NOT_A_RESPONSE: {
    fault: 'none',
    says: '',
    means:
      'The SOAP Body holds {element} in the namespace "{namespace}", not a token response: 1.3 needs a RequestSecurityTokenResponseCollection, 2005 a bare RequestSecurityTokenResponse.',
    fix: 'Check that the address that was asked is a WS-Trust endpoint.',
    spec: '[WSTrust13 §4.3]',
  },
  WSTRUST_RESPONSE_MALFORMED: {
    fault: 'none',
    says: '',
    means: 'The {element} of a token response is missing or empty, or is not a time.',
    fix: 'Look at the response: the server that answered left it out.',
    spec: '[WSTrust13 §3.2]',
  },
  WSTRUST_TOKEN_NOT_ALONE: {
    fault: 'none',
    says: '',
    means:
      'RequestedSecurityToken holds {count} nodes; it must hold the assertion and nothing else, white space included.',
    fix: 'The server that answered, or a proxy that formats XML, put white space around the assertion; MSAL Java would double it.',
    spec: '[WSTrust13 §3.2]',
  },
  WSTRUST_FAULT_RECEIVED: {
    fault: 'none',
    says: '',
    means: 'The server refused the request: {subcode}: {reason}',
    fix: "Look up the reason in the server's log; of Joinery, by the trace id in the text.",
    spec: '[WSTrust13 §11]',
  },

  // ---- ws-federation ----
  WSFED_PARAMETER_REPEATED: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The request has the parameter {parameter} twice.',
    fix: 'Find out who makes such requests: two values of one parameter have two readings.',
    spec: '[WSFed12 §13.2.2]',
  },
  WSFED_PARAMETER_MALFORMED: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means: 'The parameter {parameter} is not URL-encoded UTF-8 text without control characters.',
    fix: 'Find out who makes such requests, and whether a proxy rewrites them.',
    spec: '[WSFed12 §13.2.2]',
  },

  // ---- saml ----
  SAML_ASSERTION_UNREADABLE: {
    fault: 'wst:InvalidSecurityToken',
    says: requestInvalid,
    means: 'The assertion is not a SAML 1.1 bearer assertion as Entra reads it: {detail}.',
    fix: 'Set the issuer to SAML 1.1 with one bearer subject, one attribute statement and one authentication statement.',
    spec: '[SAMLCore11 §2.3]',
  },

  // ---- simulator ----
  SIMULATOR_PROCESS_ENDED: {
    fault: 'none',
    says: 'A part of the simulator ended early.',
    means: 'The process of the simulated {role} ended before its work was done. Its last words: {said}',
    fix: 'Read its last words. A missing tool comes with the packages of scripts/setup.sh; anything else is a defect of Joinery, please report it.',
  },
  SIMULATOR_TENANT_REFUSED: {
    fault: 'none',
    says: 'The simulated tenant refused a change.',
    means: '{method} {path} was answered with HTTP {status}: {said}',
    fix: 'Correct what the answer names. 401 means that another control token was used than the tenant was started with.',
  },
  SIMULATOR_DOMAIN_MANAGED: {
    fault: 'none',
    says: 'The domain is not federated.',
    means: 'The simulated tenant has no federation configuration for {domain}.',
    fix: 'Federate the domain first, or name one that is federated.',
  },
  SIMULATOR_SCENARIO_UNKNOWN: {
    fault: 'none',
    says: 'There is no such scenario.',
    means: 'There is no scenario called {name}.',
    fix: 'joinery rehearse --list names them.',
  },

  // ---- lab ----
  LAB_SETTINGS_REFUSED: {
    fault: 'none',
    says: '',
    means: 'The settings for the lab were refused: {problems}',
    fix: 'This is a defect of the lab, or of a scenario: mend what it sets.',
  },
  LAB_NOT_ROOT: {
    fault: 'none',
    says: 'The lab must run as root.',
    means:
      'A domain controller listens on ports below 1024 (Kerberos 88, LDAP 389, LDAPS 636), which only root may open.',
    fix: 'Run the same command as root, or with sudo.',
  },
  LAB_TOOL_MISSING: {
    fault: 'none',
    says: 'A tool the lab needs is not installed.',
    means: 'The lab runs {tool}, and this machine does not have it.',
    fix: 'Run scripts/setup.sh, which installs the Debian package {package}.',
  },
  LAB_TOOL_FAILED: {
    fault: 'none',
    says: 'A tool the lab runs has failed.',
    means: '{tool} ended with {exit}. Its last words: {said}',
    fix: 'Read its last words. If they do not help, run the same step again by itself with the KRB5_CONFIG and the smb.conf of the lab folder.',
  },
  LAB_PROVISION_FAILED: {
    fault: 'none',
    says: 'A lab domain could not be made.',
    means: 'samba-tool could not provision the domain {dnsDomain}. Its last words: {said}',
    fix: 'Check that all packages of scripts/setup.sh are installed, that the disk has 100 MB left, and that the domain name has at least two labels.',
  },
  LAB_DOMAIN_NOT_STARTED: {
    fault: 'none',
    says: 'A lab domain controller did not start.',
    means: 'Samba on {address} ended or did not answer within a minute ({outcome}). Its last words: {said}',
    fix: 'Read {logFile}. An address in use, a full disk or a folder that Samba finds too open are the usual causes.',
  },
  LAB_DOMAIN_UNKNOWN: {
    fault: 'none',
    says: 'The lab has no such domain.',
    means: 'The lab was asked for the domain {name}; it runs {known}.',
    fix: 'Name one of these, or start the lab with the domain in its list.',
  },
  LAB_ADDRESS_NONE_FREE: {
    fault: 'none',
    says: 'No loopback address is free for a lab domain.',
    means:
      'On every address of {range} another lab runs, or something listens on one of the ports {ports}; a service that listens on all addresses takes them all.',
    fix: 'Find it with `ss -ltnp` and stop it, or end other labs.',
  },
  LAB_DIRECTORY_REFUSED: {
    fault: 'none',
    says: 'The lab directory refused a change.',
    means: 'The directory answered result code {code} about {dn}: {said}',
    fix: 'Compare the change with the rules of Active Directory: names must be unique, passwords long and mixed, containers must exist.',
  },
  LAB_ACCOUNT_UNKNOWN: {
    fault: 'none',
    says: 'The lab domain has no such account.',
    means: 'No account {sam} is in the lab domain {dnsDomain}.',
    fix: "Create it first, and look for it by its sAMAccountName (a computer's ends in $).",
  },

  // ---- live ----
  LIVE_SUBJECT_NOT_FOUND: {
    fault: 'none',
    says: '',
    means:
      'No {account} called {name} is in the directories of {gateways}, or no application takes such accounts of theirs.',
    fix: 'Give the sAMAccountName of a computer (WS01$) or the UPN of a user; if it is there, add its user type to the application.',
    check: 'token/preview',
  },
  LIVE_SUBJECT_AMBIGUOUS: {
    fault: 'none',
    says: '',
    means: 'Several accounts are called {name}: {found}.',
    fix: 'Give the full UPN. Two accounts must not share one: change that of the wrong one.',
    check: 'token/preview',
  },

  LIVE_BIND_PASSWORD_NEEDED: {
    fault: 'http:BadRequest',
    says: requestInvalid,
    means:
      'The bind password of the gateway {gateway} was stored for other connection settings; these differ: {because}.',
    fix: 'Type the bind password. A stored one is never sent where it was not typed for.',
  },
  LIVE_FILTER_NOTHING: {
    fault: 'none',
    says: '',
    means: 'The filter of the user type {userType} finds nobody called {samAccountName} under {base}: {filter}',
    fix: 'Check the spelling (a computer ends in $), that the account lies under the search base, and that the bind account may see it.',
  },
  LIVE_USERNAME_TAKEN: {
    fault: 'none',
    says: '',
    means: 'The profile of {dn} would have the username {username}, which the profile of {other} has already.',
    fix: 'Delete the profile of an account that is gone; else map username from an attribute that differs for each account.',
  },

  // ---- doctor ----

  DOCTOR_GAVE_UP: {
    fault: 'none',
    says: '',
    means: 'The diagnosis was ended: it took more than {seconds} seconds or {megabytes} MB.',
    fix: 'Give joinery doctor the file on the command line, where neither is bounded so, or only the part of it that shows the failure.',
  },

  // ---- admin: activity ----
  ADMIN_REHEARSALS_WAIT: {
    fault: 'http:Unavailable',
    says: 'Too many rehearsals are waiting.',
    means: 'A rehearsal is running and {waiting} are waiting; this server takes no more, or is stopping.',
    fix: 'Wait until one has ended, or cancel one.',
  },
  ADMIN_REHEARSAL_ENDED: {
    fault: 'http:Conflict',
    says: 'The rehearsal has ended.',
    means: 'Rehearsal {rehearsal} has ended already; it cannot be cancelled.',
    fix: 'Look at its result; nothing needs to be stopped.',
  },
  ADMIN_INPUTS_INVALID: {
    fault: 'http:BadRequest',
    says: 'There is nothing to read.',
    means: 'What was sent for a diagnosis cannot be read: {reason}.',
    fix: 'Send the bytes of one file as the body, or several as multipart/form-data.',
  },
  ADMIN_DIAGNOSES_WAIT: {
    fault: 'http:Unavailable',
    says: 'Too many diagnoses are under way.',
    means: '{running} diagnoses are under way and {waiting} are waiting; this server takes no more.',
    fix: 'Try again in a minute, or run `joinery doctor` on a machine of your own.',
  },
  ADMIN_CODE_UNKNOWN: {
    fault: 'http:NotFound',
    says: nothingHere,
    means: '{code} is not in the table of codes.',
    fix: 'Give Troubleshoot the whole output; it may hold a code that says more.',
  },
  ADMIN_REHEARSAL_TOO_LONG: {
    fault: 'none',
    says: '',
    means: 'The rehearsal was ended after {seconds} seconds.',
    fix: 'The last step shows what it was waiting for: see that the domain controllers answer this server (`joinery gateway test`), then run it again.',
  },

  // ---- admin: scripts, federation settings ----
  ADMIN_FEDERATION_SETTINGS_UNREADABLE: {
    fault: 'http:BadRequest',
    says: 'There are no federation settings in this text.',
    means: 'What was pasted holds no federation settings of a domain.',
    fix: "Run Get-MgDomainFederationConfiguration -DomainId '<domain>' | Format-List in PowerShell, and paste all that it prints, or paste it as JSON (| ConvertTo-Json -Depth 5).",
  },
  ADMIN_FEDERATION_SETTINGS_OF_OTHERS: {
    fault: 'http:BadRequest',
    says: 'These are the federation settings of another domain.',
    means: 'The federation settings that were pasted are of {found}, and the application federates {domain}.',
    fix: "Run Get-MgDomainFederationConfiguration -DomainId '{domain}' | Format-List, or open the application of the other domain.",
  },
  ADMIN_SETUP_DONE: {
    fault: 'http:Conflict',
    says: 'This installation was set up already.',
    means: 'The wizard sets up an installation that has neither a gateway nor an application; this one has.',
    fix: 'Change the gateway or the application on its own page. To begin again, export the settings, then delete application and gateway.',
  },
  ADMIN_SCRIPT_VALUE_REFUSED: {
    fault: 'http:BadRequest',
    says: 'The value cannot be put into a script.',
    means:
      'A value for a script holds, at column {column}, a character that cannot be seen: a control, format or line-breaking one.',
    fix: 'Type the value again instead of pasting it.',
  },

  // ---- cli ----
  CLI_APPLICATION_UNKNOWN: {
    fault: 'none',
    says: '',
    means: 'There is no application {id}; there are: {known}.',
    fix: 'Name one of them with --application.',
  },
  CLI_REHEARSAL_NO_DEVICES: {
    fault: 'none',
    says: '',
    means: 'The application {application} takes no Kerberos sign-in of a user type for devices.',
    fix: 'Add a user type whose account is device to a gateway, and name both in the Kerberos setting of the application.',
  },
  CLI_REHEARSAL_NO_PASSWORD: {
    fault: 'none',
    says: '',
    means: 'Joinery holds neither password nor keytab of the service account of gateway {gateway}.',
    fix: 'Set serviceAccountPassword of the gateway, or give --computer-keytab with a keytab of the computer.',
  },
  CLI_REHEARSAL_NO_USER: {
    fault: 'none',
    says: '',
    means: 'The domain of gateway {gateway} has {found} users whose userPrincipalName is {user}; one is needed.',
    fix: 'Give the UPN as AD has it (whoami /upn), not the mail address, of a user of that domain.',
  },
  CLI_REHEARSAL_NO_TICKET: {
    fault: 'none',
    says: '',
    means: 'The domain controller gave {serviceAccount} no ticket in the name of {account}; {tool} says: {said}',
    fix: 'Check that the account exists, is enabled, and is not marked as sensitive for delegation; for a computer give --computer-keytab with its keytab instead.',
    spec: '[MS-SFU §3.2.5.1]',
  },
  CLI_REHEARSAL_TOOL_MISSING: {
    fault: 'none',
    says: '',
    means: 'A rehearsal gets its tickets by {tool}, which cannot be started on this server: {reason}',
    fix: 'Install the tools of MIT Kerberos: the package krb5-user of Debian and Ubuntu, krb5-workstation of Fedora and Red Hat.',
  },
  CLI_REHEARSAL_ENDED: {
    fault: 'none',
    says: '',
    means: 'The process of the rehearsal ended before it was done. Its last words: {said}',
    fix: 'Run it again; if it ends so again, run `joinery rehearse --computer` on the server and report what it prints.',
  },
  CLI_FILE_UNREADABLE: {
    fault: 'none',
    says: '',
    means: 'The file {file} cannot be read: {reason}',
    fix: 'Check the path and who may read it.',
  },
  CLI_SERVER_ENDED: {
    fault: 'none',
    says: '',
    means: 'The server ended before it was ready. Its last lines: {log}',
    fix: 'Mend what the last lines say.',
  },
  CLI_EVIDENCE_REFUSED: {
    fault: 'none',
    says: '',
    means: 'The running server told nothing of itself: {answer}.',
    fix: 'Is it of the same version as this command? Else its log says why; joinery doctor without --live reads files all the same.',
  },
  CLI_SERVER_NOT_RUNNING: {
    fault: 'none',
    says: '',
    means: 'No running server answers at {socket}.',
    fix: 'Start it with `joinery serve`, give --data or --config of the running one, and run the command as the same user.',
  },

  // ---- ad ----
  AD_GUID_INVALID: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'A GUID was expected (16 bytes, or text like 3f0817b9-ca17-4714-ab81-f7b5943dec7b), but got {observed}.',
    fix: 'Check that the attribute mapped here is objectGUID or mS-DS-ConsistencyGuid, and that ConsistencyGuid holds a GUID.',
    spec: '[MS-DTYP §2.3.4]',
  },
  AD_SID_INVALID: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'A SID was expected (its binary form, or text like S-1-5-21-1-2-3-1013), but got {observed}.',
    fix: 'Check that the attribute mapped here is objectSid.',
    spec: '[MS-DTYP §2.4.2]',
  },
  AD_INTERVAL_INVALID: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means:
      'A time span of Active Directory (0 or a negative decimal number of 100 nanoseconds) was expected, but got {observed}.',
    fix: 'Look at lockOutObservationWindow and lockoutDuration of the domain, and at msDS-LockoutObservationWindow and msDS-LockoutDuration of its Password Settings Objects.',
    spec: '[MS-ADA1 lockoutDuration]',
  },
  AD_FILETIME_INVALID: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'A Windows file time (a decimal number) was expected, but got {observed}.',
    fix: 'Check that the attribute is one AD writes as a large integer, such as pwdLastSet.',
    spec: '[MS-DTYP §2.3.3]',
  },

  // ---- kerberos ----
  KERBEROS_DER_INVALID: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'The Negotiate token cannot be read as SPNEGO and Kerberos: {observed}.',
    fix: 'Look for a proxy that cuts long headers; no Windows, browser or MIT client sends such a token.',
    spec: '[X690 §10.1]',
  },
  KERBEROS_NEGOTIATE_NOT_FIRST: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means:
      'The Negotiate token is the second message of a longer exchange; Joinery takes Kerberos in one message only.',
    fix: 'Let the client begin anew. If it always sends this, it is negotiating something other than Kerberos: check its SPN and zone.',
    spec: '[RFC4178 §4.2.2]',
  },
  KERBEROS_OFF: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The gateway {gateway} has no Kerberos service account.',
    fix: 'Set kerberos.serviceAccountUserPrincipalName and its password (or keytabFile) of the gateway.',
    check: 'kerberos/gateway',
  },
  KERBEROS_REALM_INVALID: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: '{kerberosRealm} cannot be a Kerberos realm of Active Directory.',
    fix: 'Set kerberos.realm of the gateway to the DNS name of the domain in capitals, or leave it out.',
    check: 'kerberos/gateway',
  },
  KERBEROS_ACCOUNT_NOT_FOUND: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The service account {account} of the gateway {gateway} is not in the directory.',
    fix: 'Write its user principal name exactly as Active Directory Users and Computers shows it on the Account tab, and check that the bind account may read it.',
    check: 'kerberos/gateway',
  },
  KERBEROS_ACCOUNT_LOCKED: {
    fault: 'http:Unavailable',
    says: unavailable,
    means:
      'Active Directory gives the service account {account} no ticket: it is disabled, locked out, expired, or outside its logon hours.',
    fix: 'Enable and unlock it on the Account tab, then `joinery gateway restart {gateway}`.',
    check: 'kerberos/gateway',
    spec: '[RFC4120 §7.5.9]',
  },
  KERBEROS_PASSWORD_MISSING: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'No password of the service account {account} is stored for the gateway {gateway}.',
    fix: 'Type serviceAccountPassword of the gateway (it is dropped when servers or certificate checks change), or set keytabFile.',
    check: 'kerberos/gateway',
  },
  KERBEROS_PASSWORD_WRONG: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'Active Directory says that the password of the service account {account} is another ({text}).',
    fix: 'Type the password it has now into the gateway {gateway}, or reset it and type the new one; then `joinery gateway restart {gateway}`. Keys held before go on working for tickets made with them.',
    check: 'kerberos/gateway',
    spec: '[RFC4120 §7.5.9]',
  },
  KERBEROS_PASSWORD_EXPIRED: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The password of the service account {account} has expired or must be changed at the next sign-in.',
    fix: 'Set a new password, tick "Password never expires" on the Account tab, type the password into the gateway, then `joinery gateway restart {gateway}`.',
    check: 'kerberos/gateway',
    spec: '[RFC4120 §7.5.9]',
  },
  KERBEROS_AES_KEYS_MISSING: {
    fault: 'http:Unavailable',
    says: unavailable,
    means:
      'Active Directory holds no AES keys of the service account {account}: its password was last set before the domain knew AES, or AES is switched off for it.',
    fix: aesRemedy,
    check: 'kerberos/aes',
    spec: '[RFC4120 §7.5.9]',
  },
  KERBEROS_TICKETS_NOT_AES: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'Active Directory encrypts tickets for {service} with {encryptionType}, not with AES.',
    fix: aesRemedy,
    check: 'kerberos/aes',
    spec: '[MS-KILE §2.2.7]',
  },
  KERBEROS_CLOCK_SKEW: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The clock of this server and that of the domain controller of {realm} are more than 5 minutes apart.',
    fix: 'Let this server take its time from the domain controller (chrony, systemd-timesyncd), then `joinery gateway restart {gateway}`.',
    check: 'kerberos/clock',
    spec: '[RFC4120 §7.5.9]',
  },
  KERBEROS_KDC_UNREACHABLE: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'No domain controller of {realm} answers on port 88 (TCP): {text}',
    fix: 'Open TCP 88 from this server to the hosts in serversHostAndPort of the gateway {gateway}. Where Node itself has file capabilities (setcap), libkrb5 ignores our settings: use AmbientCapabilities of systemd instead.',
    check: 'kerberos/gateway',
  },
  KERBEROS_SPN_MISSING: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'No account of {realm} has the service name {service}, so no client gets a ticket.',
    fix: '`setspn -S {service} <service account {account}>`, then `joinery gateway test {gateway}`.',
    check: 'kerberos/spn',
    spec: '[RFC4120 §7.5.9]',
  },
  KERBEROS_SPN_DUPLICATE: {
    fault: 'http:Unavailable',
    says: unavailable,
    means:
      'Several accounts have the service name {service}: {holders}. Active Directory then gives no ticket, or one that nobody can open.',
    fix: 'Leave it on {account} only: `setspn -D {service} <other account>` for the others.',
    check: 'kerberos/spn',
    spec: '[RFC4120 §7.5.9]',
  },
  KERBEROS_SPN_ELSEWHERE: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The service name {service} is on the account {holders}, and not on the service account {account}.',
    fix: '`setspn -D {service} {holders}`, then `setspn -S {service} <service account>`, and purge the tickets on the clients (`klist purge`; for the device `klist -li 0x3e7 purge`).',
    check: 'kerberos/spn',
    spec: '[RFC4120 §7.5.9]',
  },
  KERBEROS_KEYTAB_UNREADABLE: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The keytab file {file} cannot be read: {reason}',
    fix: 'Check the path and that the account Joinery runs as may read it, and nobody else.',
    check: 'kerberos/keytab',
  },
  KERBEROS_KEYTAB_EMPTY: {
    fault: 'http:Unavailable',
    says: unavailable,
    means:
      'The keytab file {file} holds no key of the service account in {realm}. It holds {found}; looked for {wanted}.',
    fix: 'Export it for the SPN or the account: ktpass /princ HTTP/<host>@<REALM> /mapuser <account> /crypto AES256-SHA1 /ptype KRB5_NT_PRINCIPAL, or samba-tool domain exportkeytab. Case matters in the realm.',
    check: 'kerberos/keytab',
  },
  KERBEROS_PROOF_FAILED: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'A ticket for the service account {account} itself cannot be opened with its own keys: {text}',
    fix: 'Reset the password of the service account, type it into the gateway, then `joinery gateway restart {gateway}`. If it goes on, the domain controllers do not agree on the password: check replication (repadmin /showrepl).',
    check: 'kerberos/keytab',
  },
  KERBEROS_EXCHANGE_FAILED: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The domain controller of {realm} refused the service account {account} (step {step}): {text}',
    fix: 'Look for the error in the System log of the domain controller (source KDC, events 4768 and 4769 of the Security log), then `joinery gateway test {gateway}`.',
    check: 'kerberos/gateway',
  },
  KERBEROS_KEYTAB_INVALID: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'The keytab cannot be read: {observed}.',
    fix: 'Export the keytab again (ktpass /crypto AES256-SHA1, or samba-tool domain exportkeytab) and copy it as a binary file.',
    check: 'kerberos/keytab',
    spec: '[MIT-KEYTAB]',
  },
  KERBEROS_PRINCIPAL_INVALID: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: 'A Kerberos principal name cannot be read: {observed}',
    fix: 'Nothing on the device: report it with the trace id, it should not occur.',
    spec: '[RFC1964 §2.1.1]',
  },
  KERBEROS_PAC_INVALID: {
    fault: 'http:Negotiate',
    says: authenticationRequired,
    means: "The {buffer} of the ticket's PAC cannot be read: {observed}.",
    fix: 'Check that the domain controllers are Windows or Samba and up to date, then purge the tickets (klist purge; for the device klist -li 0x3e7 purge).',
    spec: '[MS-PAC §2]',
  },

  // ---- ldap ----
  LDAP_DN_INVALID: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'This is not a distinguished name: {dn}. At column {column} it should have {expected}.',
    fix: 'Write it as AD shows it (attribute editor, distinguishedName), such as OU=Devices,DC=corp,DC=example,DC=com; a comma, plus or quotation mark inside a name needs a backslash before it.',
    spec: '[RFC4514 §3]',
  },
  LDAP_FILTER_INVALID: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'This is not an LDAP filter: {filter}. At column {column} it should have {expected}.',
    fix: 'Correct the filter of the user type; every comparison stands in parentheses, and ${identifier} stands where a value stands, as in (sAMAccountName=${identifier}).',
    spec: '[RFC4515 §3]',
  },
  LDAP_RESPONSE_INVALID: {
    fault: 'http:Unavailable',
    says: unavailable,
    means: 'A server sent something that is not an answer in LDAP: {observed}.',
    fix: 'Check that host and port are those of a domain controller, and that no proxy or load balancer answers in its place.',
    spec: '[RFC4511 §4.1.1]',
  },
  LDAP_VALUE_INVALID: {
    fault: 'wst:FailedAuthentication',
    says: authenticationFailed,
    means: 'A value that goes into an LDAP filter is not well-formed text: {observed}.',
    fix: 'Nothing: no account has such a name. If one does, rename it.',
    spec: '[RFC4515 §3]',
  },

  // ---- anything else ----
  INTERNAL: {
    fault: 'wst:RequestFailed',
    says: 'The request failed.',
    means: 'Joinery met an error it has no name for: {message}',
    fix: 'Look up the trace id in the server log, and report it with that log: an error without a name is a defect of Joinery.',
  },
} as const satisfies Record<string, ErrorRow>

export type ErrorCode = keyof typeof errorTable

/** Codes of earlier releases, kept so that they are never given another meaning. */
export const retiredCodes: readonly string[] = ['ACCEPT_CREDENTIAL_KIND_NOT_AVAILABLE']

/** What a refusal is about: expected, observed, where. Never a Secret's content. */
export type Facts = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>

export class IdpError extends Error {
  readonly code: ErrorCode
  readonly facts: Facts

  constructor(code: ErrorCode, facts: Facts = {}, cause?: unknown) {
    super(`${code}: ${fill(errorTable[code].means, facts)}`, cause === undefined ? {} : { cause })
    this.name = 'IdpError'
    this.code = code
    this.facts = facts
  }

  get row(): ErrorRow {
    return errorTable[this.code]
  }

  get means(): string {
    return fill(this.row.means, this.facts)
  }

  get fix(): string {
    return fill(this.row.fix, this.facts)
  }
}

/** Fills `{name}` from the facts; a fact that is not there is written as `unknown`. `${name}` is an expression and stays. */
function fill(template: string, facts: Facts): string {
  return template.replace(/(?<!\$)\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name]
    return fact === undefined ? 'unknown' : Array.isArray(fact) ? fact.join(', ') : String(fact)
  })
}

export { authenticationFailed, requestInvalid, unavailable }
