import { join } from 'node:path'
import { type Application, application } from '../../../src/config/application.ts'
import type { Gateway } from '../../../src/config/gateway.ts'
import { KerberosKeys } from '../../../src/directory/kerberos-keys.ts'
import { Krb5ConfigFile } from '../../../src/directory/krb5-config-file.ts'
import { LdapDirectory } from '../../../src/directory/ldap-directory.ts'
import { IdpError } from '../../../src/errors.ts'
import { openGssapi } from '../../../src/gssapi/gssapi.ts'
import { authenticateTicket } from '../../../src/issuance/authenticate/authenticate-ticket.ts'
import type { VerifiedPrincipal } from '../../../src/issuance/stages.ts'
import type { LabAccount } from '../../../src/lab/domain-accounts.ts'
import type { LabDomain } from '../../../src/lab/lab-domain.ts'
import { type Lab, startLab } from '../../../src/lab/start-lab.ts'
import type { SecretStore } from '../../../src/ports.ts'
import { Secret } from '../../../src/secret.ts'
import { memoryServiceKeys } from '../../fakes/memory-service-keys.ts'
import { memorySettings } from '../../fakes/memory-settings.ts'

/** The real stage over the real gateway parts, on real domains; only settings and storage are in memory. */
export interface KerberosWorld {
  readonly lab: Lab
  readonly keys: KerberosKeys
  readonly directory: LdapDirectory
  gateway(id: string): Gateway
  /** Changes the Kerberos settings of a gateway, as an administrator applies them. */
  change(id: string, kerberos: Record<string, unknown>): void
  type(name: string, secret: string): void
  /** Runs the stage; the principal, or the error it refused with. */
  authenticate(token: Uint8Array, channelBinding?: string): Promise<VerifiedPrincipal | IdpError>
  stop(): Promise<void>
}

export interface WorldGateway {
  readonly domain: string
  readonly service: LabAccount
  readonly reader: LabAccount
  readonly kerberos?: Record<string, unknown>
}

export const stsHost = 'sts.example.test'
export const spn = `HTTP/${stsHost}`

const systemClock = { now: () => new Date(), monotonicMilliseconds: () => performance.now() }

/** Every domain gets `svc-joinery` with the SPN and `reader`; gateways have the domain's first label as id. */
export async function startKerberosWorld(domains: readonly string[]): Promise<KerberosWorld> {
  const lab = await startLab({ domains })
  const gateways = new Map<string, Record<string, unknown>>()
  const typed = new Map<string, string>()
  for (const name of domains) {
    const domain = lab.domain(name)
    const id = name.split('.')[0] ?? name
    const upn = `svc-joinery@${domain.dnsDomain}`
    const service = await domain.createServiceAccount({ sam: 'svc-joinery', upn, spns: [spn] })
    const reader = await domain.createUser({ sam: 'reader' })
    typed.set(`gateways/${id}/bindPassword`, reader.password)
    typed.set(`gateways/${id}/kerberos/serviceAccountPassword`, service.password)
    gateways.set(id, gatewaySettings(id, domain, reader, { serviceAccountUserPrincipalName: upn }))
  }
  const secrets: SecretStore = {
    find: async (name) => {
      const value = typed.get(name)
      return value === undefined ? undefined : new Secret(value)
    },
  }
  const settings = memorySettings({ gateways: [...gateways.values()] }, `https://${stsHost}:8443`)
  const folder = join(lab.folder, 'kerberos')
  const krb5Config = new Krb5ConfigFile(join(folder, 'krb5.conf'))
  const directory = new LdapDirectory({ secrets, clock: systemClock })
  const keys = new KerberosKeys({
    gssapi: openGssapi(krb5Config.path),
    directory,
    secrets,
    serviceKeys: memoryServiceKeys(),
    clock: systemClock,
    settings,
    krb5Config,
    folder,
  })
  await keys.refreshAll()
  return {
    lab,
    keys,
    directory,
    gateway(id) {
      const gateway = settings.current().managed.gateways.find((each) => each.id === id)
      if (gateway === undefined) throw new TypeError(`no gateway ${id}`)
      return gateway
    },
    change(id, kerberos) {
      const held = gateways.get(id) ?? {}
      gateways.set(id, { ...held, kerberos: { ...Object(held.kerberos), ...kerberos } })
      settings.replace({ gateways: [...gateways.values()] })
    },
    type: (name, secret) => void typed.set(name, secret),
    authenticate: (token, channelBinding) =>
      authenticateTicket(
        { kind: 'negotiate', token },
        requestWith(token, [...gateways.keys()], channelBinding),
        { settings, kerberos: keys, clock: systemClock },
        () => {},
      ).catch((error: unknown) => {
        if (error instanceof IdpError) return error
        throw error
      }),
    async stop() {
      keys.close()
      directory.close()
      await lab.stop()
    },
  }
}

function gatewaySettings(id: string, domain: LabDomain, reader: LabAccount, kerberos: Record<string, unknown>) {
  return {
    id,
    name: id,
    serversHostAndPort: [domain.address],
    bindDN: reader.dn,
    caFile: domain.caFile,
    kerberos,
  }
}

function requestWith(token: Uint8Array, gateways: readonly string[], channelBinding: string | undefined) {
  return {
    application: applicationWith(gateways),
    network: { remoteAddress: '127.0.0.1', insideIntranet: true },
    credential: { kind: 'negotiate' as const, token },
    channelBinding: channelBinding === undefined ? undefined : Buffer.from(channelBinding),
  }
}

function applicationWith(gateways: readonly string[]): Application {
  return application.parse({
    id: 'm365',
    name: 'Microsoft 365',
    domainName: 'example.test',
    attributes: [],
    kerberos: { gateways: gateways.map((id) => ({ id, userType: { id: 'devices' } })) },
  })
}
