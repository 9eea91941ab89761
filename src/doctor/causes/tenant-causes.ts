import type { Case } from '../case.ts'
import type { Fact } from '../fact.ts'
import type { Fix } from '../fix.ts'
import type { EntraUser } from '../readings/entra-readings.ts'
import { findUserSignIn } from '../sign-ins-of.ts'
import { ours } from '../words.ts'
import type { CauseTable } from './cause.ts'

/** Mistakes on the way to the tenant, and in what was synced to it. */

const ad = (text: string): Fix => ({ where: 'Active Directory', text: ours(text) })
const sync = (text: string): Fix => ({ where: 'Entra Connect', text: ours(text) })
const windows = (text: string): Fix => ({ where: 'Windows', text: ours(text) })

export const tenantCauses: CauseTable = {
  'scp/missing': {
    title: 'there is no service connection point in AD, or it has no keywords',
    toldBy: ['scp', 'join-debug'],
    proof: noSuchObject,
    alibi: (which) => scp(which),
    fix: () => [
      sync(
        'Configure device options, Configure SCP, for this forest; or write the keywords azureADName:<federated domain> and azureADId:<tenant id> to CN=62a0ff2e-97b9-4513-943f-0d221bd30080,CN=Device Registration Configuration,CN=Services in the configuration partition.',
      ),
    ],
  },
  'scp/unreadable': {
    title:
      'the service connection point is there and the computer cannot read it: not replicated, rights changed, no domain controller of that forest',
    toldBy: ['scp', 'event-log', 'join-debug'],
    alibi: noSuchObject,
    fix: () => [
      ad(
        'Read it as SYSTEM on the device; check replication (repadmin /replsummary) and that Authenticated Users may read it.',
      ),
    ],
  },
  'scp/wrong-tenant': {
    title:
      'azureADId of the service connection point is no active tenant: mistyped, of a tenant that is gone or has no subscription, or of another cloud',
    toldBy: ['scp', 'federation-settings'],
    fix: () => [
      ad(
        'Write the tenant id of the Entra portal into azureADId:<tenant id>; a value in HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\CDJ\\AAD on the device comes first.',
      ),
    ],
  },
  'scp/managed-domain': {
    title:
      'azureADName of the service connection point is a domain that is not federated, such as the onmicrosoft.com one',
    toldBy: ['scp', 'entra-domain', 'sign-in-log'],
    proof: (which) => onMicrosoft(which) ?? userCameFederated(which),
    fix: () => [ad('Write the federated domain into azureADName:<federated domain> of the service connection point.')],
  },
  'tenant/not-federated': {
    title: 'the domain is managed in Entra: it was never federated, or was converted back',
    toldBy: ['entra-domain', 'federation-settings', 'sign-in-log'],
    alibi: (which) =>
      onMicrosoft(which) ?? which.all('federation-settings').at(-1)?.facts.issuerUri ?? userCameFederated(which),
    fix: () => [
      {
        where: 'Entra (PowerShell)',
        text: ours(
          "New-MgDomainFederationConfiguration for the domain, if the identity provider is to answer for it; Get-MgDomain -DomainId '<domain>' shows AuthenticationType.",
        ),
      },
    ],
  },
  'sync/device-not-synced': {
    title: 'Entra Connect has not brought the computer object, or not its certificate: out of scope, or too new',
    toldBy: ['entra-device', 'ad-computer'],
    proof: (which) => {
      const computer = which.all('ad-account').find(({ account }) => account === 'computer')
      return computer?.userCertificates?.length === 0 ? computer.facts.distinguishedName : undefined
    },
    fix: () => [
      sync(
        'Put the OU of the computer into the scope of synchronisation and wait for a cycle (Start-ADSyncSyncCycle -PolicyType Delta); userCertificate of the computer must not be empty.',
      ),
      {
        where: 'your identity provider',
        text: ours('When the federated path works, the join does not need the sync.'),
      },
    ],
  },
  'sync/user-not-synced': {
    title: 'the user is not in the tenant: the OU is out of the scope of Entra Connect, or a cycle has not run',
    toldBy: ['entra-user'],
    proof: (which) => {
      const user = which.all('entra-user').at(-1)
      return user?.facts.onPremisesSyncEnabled?.value === 'false' ? user.facts.onPremisesSyncEnabled : undefined
    },
    alibi: (which) => syncedUser(which)?.facts.onPremisesImmutableId,
    fix: () => [
      sync(
        'Put the OU of the user into the scope of synchronisation and wait for a cycle; then lock and unlock the device.',
      ),
    ],
  },
  'sync/anchor': {
    title:
      'the ImmutableID of the assertion is not the OnPremisesImmutableId of the user: another source attribute, text instead of bytes, or a recreated account',
    toldBy: ['entra-user', 'assertion'],
    alibi: (which) =>
      which.all('entra-user').at(-1)?.facts.onPremisesSyncEnabled?.value === 'false'
        ? which.all('entra-user').at(-1)?.facts.onPremisesSyncEnabled
        : undefined,
    fix: () => [
      {
        where: 'your identity provider',
        text: ours(
          'Map ImmutableID (and the subject) from the source anchor of Entra Connect: mS-DS-ConsistencyGuid, where empty objectGUID; base64 of the 16 bytes.',
        ),
      },
    ],
  },
  'network/system': {
    title: 'SYSTEM does not reach the addresses of Microsoft or of the identity provider: proxy, firewall, DNS',
    toldBy: ['event-log'],
    fix: () => [
      windows(
        'As SYSTEM (psexec -s): curl.exe -v https://enterpriseregistration.windows.net/, https://login.microsoftonline.com/, https://device.login.microsoftonline.com/ and the identity provider.',
      ),
      windows(
        'netsh winhttp show proxy; set one (netsh winhttp set proxy) or WPAD; the proxy must not ask the computer account for a password.',
      ),
    ],
  },
  'network/inspection': {
    title: 'TLS is broken up on the way: the certificate the device sees is not that of the host, or is not trusted',
    toldBy: ['event-log'],
    fix: () => [
      windows(
        'Exclude device.login.microsoftonline.com, enterpriseregistration.windows.net, login.microsoftonline.com and the identity provider from TLS inspection; see that the chain of the identity provider is complete and its name matches.',
      ),
    ],
  },
  'network/domain-controller': {
    title: 'the device does not see a domain controller: outside the corporate network, VPN not up before sign-in, DNS',
    toldBy: ['event-log', 'join-debug'],
    fix: () => [
      windows(
        'nltest /dsgetdc:<domain> on the device; bring up the VPN before sign-in, or join when the device is back in the network.',
      ),
    ],
  },
  'device/tpm': {
    title: 'the TPM, or the keys in it, are not usable',
    toldBy: ['event-log'],
    fix: () => [
      windows(
        'Look at tpm.msc; update the firmware; with FIPS mode or a locked TPM, dsregcmd /leave, clear the TPM (mind BitLocker), and join again.',
      ),
    ],
  },
  'device/removed': {
    title: 'the device was deleted or disabled in Entra',
    toldBy: ['entra-device'],
    proof: (which) => {
      const enabled = which.all('entra-device').at(-1)?.facts.accountEnabled
      return enabled?.value === 'false' ? enabled : undefined
    },
    fix: () => [
      {
        where: 'Entra',
        text: ours(
          'Enable the device; if it is gone: dsregcmd /leave as administrator on the device, then dsregcmd /join as SYSTEM, or wait for the task.',
        ),
      },
    ],
  },
  'user/upn': {
    title: 'the suffix of the UPN is not a verified domain of the tenant',
    toldBy: ['entra-domain', 'entra-user'],
    fix: () => [
      ad(
        'Give the user a UPN suffix that is verified in Entra (whoami /upn shows what the domain controller returns), let it sync, and sign in anew.',
      ),
    ],
  },
}

/** LDAP found no such object: ERROR_DS_NO_SUCH_OBJECT. */
function noSuchObject({ attempt, status }: Case): Fact | undefined {
  const facts = [attempt?.debug?.facts.registrationDataError, status?.facts['AD Configuration Test']]
  return facts.find((fact) => fact?.value.includes('0x80072030'))
}

const scp = (which: Case): Fact | undefined => which.all('service-connection-point').at(-1)?.facts.azureADId

function onMicrosoft(which: Case): Fact | undefined {
  const names = [which.attempt?.tenantName, which.all('service-connection-point').at(-1)?.facts.azureADName]
  return names.find((name) => name !== undefined && /\.onmicrosoft\.(?:com|us|cn)$/i.test(name.value))
}

/** A user of the same device came through the identity provider: some domain is federated. */
function userCameFederated(which: Case): Fact | undefined {
  return findUserSignIn(which)?.facts.principal
}

const syncedUser = (which: Case): EntraUser | undefined =>
  which.all('entra-user').findLast(({ facts }) => (facts.onPremisesImmutableId?.value ?? '') !== '')
