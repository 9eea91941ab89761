import type { Gateway } from '../config/gateway.ts'
import { hostsOfGateway } from '../config/public-hosts.ts'
import { servicePrincipalNames } from '../config/service-principal-names.ts'
import { findServiceAccount } from '../directory/find-service-account.ts'
import { listSpnHolders } from '../directory/list-spn-holders.ts'
import { IdpError } from '../errors.ts'
import type { KerberosState } from '../ports/gateway-operations.ts'
import type { Ports } from '../ports.ts'
import { findTicketEncryptionTypes } from '../protocol/ad/supported-encryption-types.ts'

type KerberosPorts = Pick<Ports, 'directory' | 'kerberos' | 'settings'>

/** The service account, its names and the keys in force, for a person to compare; a real ticket is the self-test's business. */
export async function readKerberosState(gateway: Gateway, ports: KerberosPorts): Promise<KerberosState> {
  const { kerberos } = gateway
  if (kerberos === undefined) throw new IdpError('KERBEROS_OFF', { gateway: gateway.id })
  const account = kerberos.serviceAccountUserPrincipalName
  const spns = servicePrincipalNames(kerberos, hostsOfGateway(ports.settings.current(), gateway.id))
  const [found, keys, holders] = await Promise.all([
    findServiceAccount(ports.directory, gateway, account),
    ports.kerberos.heldKeys(gateway),
    Promise.all(spns.map((spn) => listSpnHolders(ports.directory, gateway, spn))),
  ])
  const supported = found && findTicketEncryptionTypes(found.supportedEncryptionTypes)
  return {
    account,
    found: found && {
      dn: found.dn,
      samAccountName: found.samAccountName,
      userPrincipalName: found.userPrincipalName,
      keyVersionNumber: found.keyVersionNumber,
      passwordLastSet: found.passwordLastSet,
      supportedEncryptionTypes: supported,
      supportsAes: supported?.some((name) => name.startsWith('aes')) === true,
    },
    keys,
    services: spns.map((servicePrincipalName, index) => {
      const of = (holders[index] ?? []).map(({ dn, samAccountName }) => ({ dn, samAccountName }))
      return { servicePrincipalName, holders: of, isRight: of.length === 1 && of[0]?.dn === found?.dn }
    }),
  }
}
