import type { Gateway } from '../config/gateway.ts'
import { findConnectionPoint } from '../directory/find-connection-point.ts'
import { dnsDomainOf } from '../directory/find-service-account.ts'
import { readDomain } from '../directory/read-domain.ts'
import { type RootDse, readRootDse } from '../directory/read-root-dse.ts'
import type { LiveObject } from '../doctor/live-evidence.ts'
import type { Directory } from '../ports.ts'
import { filter } from '../protocol/ldap/ldap-filter.ts'
import { type LiveSources, tellOr } from './live-sources.ts'

/** The directory behind a gateway: who answers, its clock, its domain's settings, and the service connection point. */
export function tellDirectory({ ports }: LiveSources, gateway: Gateway): Promise<readonly LiveObject[]> {
  const { directory, clock } = ports
  return tellOr(
    (problem) => ({ about: 'directory', gateway: gateway.id, ...problem }),
    async () => {
      const before = clock.now().getTime()
      const root = await readRootDse(directory, gateway)
      const now = (before + clock.now().getTime()) / 2
      const [{ machineAccountQuota }, upnSuffixes, point] = await Promise.all([
        readDomain(directory, gateway),
        listUpnSuffixes(directory, gateway, root),
        findConnectionPoint(directory, gateway),
      ])
      return [
        {
          about: 'directory',
          gateway: gateway.id,
          server: root.dnsHostName,
          dnsDomain: dnsDomainOf(root.defaultNamingContext),
          // The domain controller tells whole seconds.
          clockOffsetSeconds: Math.trunc((root.currentTime.getTime() + 500 - now) / 1000),
          machineAccountQuota,
          upnSuffixes,
        },
        {
          about: 'connectionPoint',
          gateway: gateway.id,
          isMissing: point === undefined,
          ...(point && { dn: point.dn, azureADId: point.tenantId, azureADName: point.tenantName }),
        },
      ]
    },
  )
}

/** The domain's own name, and what administrators added to the forest. [MS-ADTS §5.1.1.1.1] */
async function listUpnSuffixes(directory: Directory, gateway: Gateway, root: RootDse): Promise<readonly string[]> {
  const [partitions] = await directory.search(gateway, {
    base: `CN=Partitions,${root.configurationNamingContext}`,
    scope: 'base',
    filter: filter`(objectClass=*)`,
    attributes: ['uPNSuffixes'],
  })
  return [
    ...new Set([
      dnsDomainOf(root.defaultNamingContext),
      dnsDomainOf(root.rootDomainNamingContext),
      ...(partitions?.attributes.uPNSuffixes ?? []),
    ]),
  ]
}
