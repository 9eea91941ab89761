import { findCodes } from '../../entra/codes.ts'
import { errorTable } from '../../errors.ts'
import { findDnsName, findGuid, findHexCode, findSid, findUpn, findUrl, findUtcTime } from '../grammar.ts'
import type { ShowValue } from '../words.ts'

/**
 * How a report that is passed on shows values from the input: what says nothing of anyone stays; names, ids and addresses become
 * pseudonyms, the same each time within one report; what is of no known type is left out, never masked.
 */
export function shareValues(kinds: ReadonlyMap<string, string> = new Map()): ShowValue {
  const named = new Map<string, string>()
  const counts = new Map<string, number>()
  const pseudonym = (kind: string, value: string): string => {
    const key = `${kind} ${value.toLowerCase()}`
    const known = named.get(key)
    if (known !== undefined) return known
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    named.set(key, `${kind}-${count}`)
    return `${kind}-${count}`
  }
  return (value) => {
    const text = value.trim()
    const kind = isHarmless(text) ? undefined : kinds.get(text.toLowerCase())
    return kind === undefined ? sharedForm(text, pseudonym) : pseudonym(kind, text)
  }
}

type Pseudonym = (kind: string, value: string) => string

const leftOut = '(left out)'

function sharedForm(value: string, pseudonym: Pseudonym): string {
  if (value === '' || isHarmless(value)) return value
  if (findGuid(value) !== undefined) return pseudonym('ID', findGuid(value) ?? '')
  if (findSid(value) !== undefined) return pseudonym('SID', value)
  if (findUpn(value) !== undefined) return pseudonym('USER', value)
  if (/^[\w.-]{1,30}\\[\w.$-]{1,60}$/.test(value)) return pseudonym('USER', value)
  if (isAddress(value)) return pseudonym('ADDRESS', value)
  const url = findUrl(value)
  if (url !== undefined) return sharedUrl(new URL(url), pseudonym)
  if (/^[A-Za-z0-9._-]+\$@?[A-Za-z0-9.-]*$/.test(value)) return pseudonym('COMPUTER', value.split(/[$@]/)[0] ?? '')
  if (findDnsName(value) !== undefined) return microsoftHost(value) ? value : pseudonym('HOST', value)
  if (/^(?:standard input|[\w ./\\:-]+\.[A-Za-z0-9]{1,6}|[\w.-]*[/\\][\w ./\\:-]*)$/.test(value))
    return pseudonym('INPUT', value)
  return leftOut
}

/** Words that Windows, Entra and Joinery use themselves. */
const enumerated = new Set(
  `YES NO PASS PASSED SKIPPED ENABLED DISABLED SUCCESS PRESENT SYSTEM DIRECT NONE UNKNOWN true false undefined null Federated Managed Join fed sync
  pre-check discover auth join wsFed saml ServerAd AzureAd Workplace Password NGC SmartCard acceptIfMfaDoneByFederatedIdp enforceMfaByFederatedIdp
  rejectMfaByFederatedIdp translateToFreshPasswordAuthentication nativeSupport disabled DJ User AES256 AES128 RC4 DES issued refused failed
  challenged invalid_grant invalid_request unauthorized_client access_denied server_error DirectoryError AuthenticationError error warning
  information critical POST GET PUT WillProvision WillNotProvision INVALID Pending urn:federation:MicrosoftOnline organizations
  objectGUID objectSid mS-DS-ConsistencyGuid accounttype onpremobjectguid primarysid ImmutableID UPN rc4-hmac aes256-cts-hmac-sha1-96
  aes128-cts-hmac-sha1-96`
    .split(/\s+/)
    .map((word) => word.toLowerCase()),
)

function isHarmless(value: string): boolean {
  if (enumerated.has(value.toLowerCase()) || /^-?\d{1,9}(?:\.\d{1,6})?$/.test(value)) return true
  if (findUtcTime(value) !== undefined || findHexCode(value) !== undefined) return true
  if (/^FAIL \[0x[0-9a-f]{1,8}(?:\/0x[0-9a-f]{1,8})?\]$/i.test(value)) return true
  if (/^FAILED\. (?:Device is either disabled or deleted|ERROR)$/.test(value)) return true
  if (/^AADSTS\d{4,8}$/.test(value) || Object.hasOwn(errorTable, value)) return true
  if (/^http:\/\/schemas\.(?:microsoft|xmlsoap)\.(?:com|org)\/[\w./]*$/.test(value)) return true
  return /^(?:[A-Za-z][A-Za-z ]{2,30})$/.test(value) && findCodes(value).length > 0
}

const isAddress = (value: string): boolean =>
  /^(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?$/.test(value) || (/^[0-9a-f:]+$/i.test(value) && value.split(':').length > 2)

function microsoftHost(name: string): boolean {
  return /(?:^|\.)(?:microsoftonline\.com|windows\.net|microsoft\.com|microsoftonline\.us|windows\.us)$/i.test(name)
}

/** The path of an address of Joinery or Microsoft says which endpoint it is; ids in it are renamed, a query goes. */
function sharedUrl(url: URL, pseudonym: Pseudonym): string {
  const host = microsoftHost(url.hostname) ? url.hostname : pseudonym('HOST', url.hostname)
  const segments = url.pathname
    .split('/')
    .map((segment) => (knownSegments.has(segment.toLowerCase()) ? segment : pseudonym('PART', segment)))
  return `${url.protocol}//${host}${segments.join('/')}`
}

const knownSegments = new Set(
  ` wsf sts prp mex mex13 metadata applications adfs services trust 2005 13 windowstransport usernamemixed certificatemixed ls
  federationmetadata 2007-06 federationmetadata.xml oauth2 authorize token common enrollmentserver device key webauthn manage
  discover wsfed urn`
    .split(/\s+/)
    .concat(''),
)
