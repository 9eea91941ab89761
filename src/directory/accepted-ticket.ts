import type { AcceptOutcome } from '../gssapi/gssapi.ts'
import type { AcceptedTicket, RefusedTicket } from '../ports.ts'
import { sidOfAccount } from '../protocol/ad/sid.ts'
import { parseLogonInfo } from '../protocol/kerberos/logon-info.ts'
import { parsePrincipalName } from '../protocol/kerberos/principal-name.ts'
import { parseUpnDnsInfo } from '../protocol/kerberos/upn-dns-info.ts'

type Accepted = Extract<AcceptOutcome, { outcome: 'accepted' }>

/** GSSAPI's answer as the stage sees it: with the account of the PAC, or refused because there is none. Throws KERBEROS_PAC_INVALID. */
export function acceptedTicketOf(outcome: AcceptOutcome): AcceptedTicket | RefusedTicket {
  if (outcome.outcome === 'refused') return outcome
  const account = accountOf(outcome)
  if (account === undefined)
    return { outcome: 'refused', reason: 'pacMissing', text: 'no PAC that the library could verify' }
  return {
    outcome: 'accepted',
    client: parsePrincipalName(outcome.client),
    ...account,
    channelBinding: outcome.isChannelBound ? 'matched' : 'none',
    replyToken: outcome.replyToken,
  }
}

/** UPN_DNS_INFO names account and SID since 2021 [MS-PAC §2.10]; LOGON_INFO always does, in parts [MS-PAC §2.5]. */
function accountOf({ upnDnsInfo, logonInfo }: Accepted): { sid: string; samAccountName: string } | undefined {
  const extended = upnDnsInfo && parseUpnDnsInfo(upnDnsInfo).account
  if (extended !== undefined || logonInfo === undefined) return extended
  const { domainSid, userId, samAccountName } = parseLogonInfo(logonInfo)
  return { sid: sidOfAccount(domainSid, userId), samAccountName }
}
