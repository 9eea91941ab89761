import { listSupportedEncryptionTypeFlags } from '../../protocol/ad/supported-encryption-types.ts'
import type { Case } from '../case.ts'
import type { Fact } from '../fact.ts'
import type { Fix } from '../fix.ts'
import type { AdAccount } from '../readings/active-directory-readings.ts'
import { findDeviceSignIn, findRefusal, stageFact } from '../sign-ins-of.ts'
import { ours, say } from '../words.ts'
import type { CauseTable } from './cause.ts'

/** Why windowstransport answers 401 to a computer that has a domain controller: SPN, encryption types, keys, clocks, what stands between. */

const ad = (text: string): Fix => ({ where: 'Active Directory', text: ours(text) })
const purge =
  'Purge the tickets afterwards: klist -li 0x3e7 purge for the computer, klist purge and a new sign-in for users.'

export const kerberosCauses: CauseTable = {
  'kerberos/spn-missing': {
    title: 'no account owns the SPN HTTP/<host>, or the device does not see the host as intranet, and offers NTLM',
    toldBy: ['sign-in-log', 'setspn', 'klist'],
    proof: (which) => findRefusal(which, 'AUTHENTICATE_NTLM', 'ACCEPT_CREDENTIAL_SCHEME') ?? unheldSpn(which),
    alibi: (which) => ticketSeen(which) ?? heldSpn(which),
    fix: (which) => [
      { where: 'Active Directory', text: say`setspn -S HTTP/${hostOf(which)} <service account>` },
      ad(
        'Put the host of the identity provider into the local intranet zone of the devices, and let clients use its name (an A record, no CNAME), not an address.',
      ),
    ],
  },
  'kerberos/service-account-rc4-only': {
    title: 'the service account supports RC4 only, so its tickets are RC4',
    toldBy: ['sign-in-log', 'service-account', 'klist'],
    proof: (which) =>
      (rc4Seen(which) && !aesTicked(which) && serviceAccount(which) ? rc4Seen(which) : undefined) ??
      accountWithoutAes(which),
    alibi: (which) => otherRefusal(which, 'AUTHENTICATE_TICKET_RC4') ?? aesTicked(which),
    fix: () => [
      ad(
        'Active Directory Users and Computers, the service account, Account tab: tick "This account supports Kerberos AES 256 bit encryption". Restart the gateway.',
      ),
      ad(purge),
    ],
  },
  'kerberos/service-account-aes-without-reset': {
    title: 'AES is ticked on the service account, but its password is older than AES, so there are no AES keys',
    toldBy: ['sign-in-log', 'service-account', 'event-log'],
    proof: (which) => (rc4Seen(which) ? aesTicked(which) : undefined) ?? noAesKeys(which),
    alibi: (which) => otherRefusal(which, 'AUTHENTICATE_TICKET_RC4') ?? accountWithoutAes(which),
    fix: () => [
      ad(
        'Reset the password of the service account (the same one will do), type it into the gateway, and restart the gateway.',
      ),
      ad(purge),
    ],
  },
  'kerberos/service-account-stale-key': {
    title:
      'the password of the service account was changed in AD only; the identity provider has the keys of the old one',
    toldBy: ['sign-in-log', 'sts-log'],
    proof: (which) =>
      findRefusal(
        which,
        'AUTHENTICATE_KEY_VERSION_NEWER',
        'AUTHENTICATE_KEY_VERSION_OLD',
        'AUTHENTICATE_KEY_MISMATCH',
        'AUTHENTICATE_KEYS_UNAVAILABLE',
      ),
    alibi: (which) => otherRefusal(which, 'AUTHENTICATE_KEY_VERSION_NEWER'),
    fix: () => [
      {
        where: 'your identity provider',
        text: ours(
          'Type the present password of the service account into the gateway (or give it a new keytab), and restart the gateway.',
        ),
      },
      ad(purge),
    ],
  },
  'kerberos/clock-skew': {
    title: 'the clocks of the device and of the identity provider are more than five minutes apart',
    toldBy: ['sign-in-log', 'sts-log'],
    proof: (which) => findRefusal(which, 'AUTHENTICATE_CLOCK_SKEW', 'AUTHENTICATE_TICKET_NOT_YET_VALID'),
    alibi: (which) => otherRefusal(which, 'AUTHENTICATE_CLOCK_SKEW'),
    fix: () => [
      {
        where: 'Windows',
        text: ours(
          'w32tm /query /status on the device and on the domain controller, then w32tm /resync; set the clock of the server of the identity provider by NTP.',
        ),
      },
    ],
  },
  'kerberos/spn-duplicate': {
    title:
      'two accounts own the SPN HTTP/<host>, so the domain controller gives no ticket, or one for the wrong account',
    toldBy: ['setspn', 'sign-in-log'],
    proof: (which) => findRefusal(which, 'AUTHENTICATE_WRONG_SERVICE') ?? secondHolder(which),
    alibi: (which) => otherRefusal(which, 'AUTHENTICATE_WRONG_SERVICE'),
    fix: () => [
      ad('setspn -X lists duplicates; setspn -D HTTP/<host> <the account that does not run the identity provider>.'),
    ],
  },
  'kerberos/proxy': {
    title:
      'a proxy or load balancer in front of the identity provider drops the Authorization header, or TLS is broken up on the way (channel binding)',
    toldBy: ['sign-in-log', 'sts-log'],
    proof: (which) =>
      findRefusal(
        which,
        'AUTHENTICATE_CHANNEL_BINDING_MISMATCH',
        'ACCEPT_CREDENTIAL_MALFORMED',
        'ACCEPT_HEADER_TOO_LARGE',
      ),
    alibi: (which) => otherRefusal(which, 'AUTHENTICATE_CHANNEL_BINDING_MISMATCH'),
    fix: () => [
      {
        where: 'the proxy',
        text: ours(
          'Let it pass the Authorization header whole (64 KiB of headers), keep a connection to one server, and exclude the host from TLS inspection.',
        ),
      },
    ],
  },
}

const otherRefusal = (which: Case, code: string): Fact | undefined => {
  const refusal = findRefusal(which)
  return refusal !== undefined && refusal.value !== code ? refusal : undefined
}

const rc4Seen = (which: Case): Fact | undefined =>
  findRefusal(which, 'AUTHENTICATE_TICKET_RC4', 'AUTHENTICATE_TICKET_ENCRYPTION') ??
  which
    .all('kerberos-ticket')
    .find(({ facts }) => /^HTTP\//i.test(facts.server?.value ?? '') && facts.encryptionType?.value === 'RC4')?.facts
    .encryptionType

/** Whatever refused the ticket saw a ticket. */
const ticketSeen = (which: Case): Fact | undefined =>
  stageFact(findDeviceSignIn(which), 'authenticate', 'encryptionType')

/** The account that the identity provider runs as: the one in the inputs with an HTTP SPN. */
function serviceAccount(which: Case): AdAccount | undefined {
  return which
    .all('ad-account')
    .find(({ servicePrincipalNames }) => servicePrincipalNames?.some(({ value }) => /^HTTP\//i.test(value)))
}

const typesOf = (account: AdAccount | undefined): Fact | undefined => account?.facts['msDS-SupportedEncryptionTypes']

function flagsOf(fact: Fact | undefined): readonly string[] {
  return listSupportedEncryptionTypeFlags(Number(fact?.value ?? 0))
}

function aesTicked(which: Case): Fact | undefined {
  const types =
    typesOf(serviceAccount(which)) ?? stageFact(findDeviceSignIn(which), 'authenticate', 'accountEncryptionTypes')
  return flagsOf(types).some((flag) => flag.startsWith('AES')) ? types : undefined
}

function accountWithoutAes(which: Case): Fact | undefined {
  const types =
    typesOf(serviceAccount(which)) ?? stageFact(findDeviceSignIn(which), 'authenticate', 'accountEncryptionTypes')
  return types !== undefined && aesTicked(which) === undefined ? types : undefined
}

/** KDC events 202, 204, 207, 209: the account has no AES keys. */
function noAesKeys(which: Case): Fact | undefined {
  const events = which.all('windows-event').filter(({ facts }) => /kdcsvc/i.test(facts.provider?.value ?? ''))
  return events.find(({ facts }) => ['202', '204', '207', '209'].includes(facts.eventId?.value ?? ''))?.facts.eventId
}

const httpSpns = (which: Case) =>
  which.all('spn-holders').filter(({ facts }) => /^HTTP\//i.test(facts.spn?.value ?? ''))
const unheldSpn = (which: Case): Fact | undefined =>
  httpSpns(which).find(({ holders }) => holders.length === 0)?.facts.spn
const heldSpn = (which: Case): Fact | undefined =>
  httpSpns(which).find(({ holders }) => holders.length === 1)?.facts.spn
const secondHolder = (which: Case): Fact | undefined =>
  httpSpns(which).find(({ holders }) => holders.length > 1)?.holders[1]?.account

/** The host of the identity provider, where an input names it. */
function hostOf(which: Case): string {
  const address = which.all('federation-settings').at(-1)?.facts.activeSignInUri?.value
  return address !== undefined && URL.canParse(address) ? new URL(address).hostname : '<host>'
}
