import { join } from 'node:path'
import type { Logger } from 'pino'
import type { AdminAuthenticator } from './admin/admin-authenticator.ts'
import type { AdminPorts } from './admin/admin-ports.ts'
import { bearerAuthenticator } from './admin/api-clients/bearer-authenticator.ts'
import type { TokenEndpointPorts } from './admin/api-clients/token-endpoint.ts'
import type { PeoplePorts } from './admin/people-ports.ts'
import { ownersSettingsEditor } from './admin/settings/owners-settings-editor.ts'
import type { AdministratorPorts } from './administrators/administrator-ports.ts'
import { sweepAdministratorSessions } from './administrators/console-sessions.ts'
import { passwordHasher } from './administrators/password-hash.ts'
import type { BootSettings } from './config/boot-settings.ts'
import type { Gateway } from './config/gateway.ts'
import { KerberosKeys } from './directory/kerberos-keys.ts'
import { Krb5ConfigFile } from './directory/krb5-config-file.ts'
import { LdapDirectory } from './directory/ldap-directory.ts'
import { LdapPasswords } from './directory/ldap-passwords.ts'
import { type AnchorProposal, proposeAnchor } from './directory/propose-anchor.ts'
import { openGssapi } from './gssapi/gssapi.ts'
import { consoleAuthenticator } from './http/console-authenticator.ts'
import { renderSignInPreview } from './http/pages/render-sign-in-preview.ts'
import { readPublicCertificate } from './http/read-public-certificate.ts'
import { createSignInLog } from './issuance/create-sign-in-log.ts'
import { resetFactors } from './issuance/second-factor/reset-factors.ts'
import { sweepSessions } from './issuance/session-facts.ts'
import { ensureSigningKey } from './keys/ensure-signing-key.ts'
import { keyRollover } from './keys/key-rollover.ts'
import { rollAutomatically } from './keys/roll-automatically.ts'
import { type SoftwareSigners, softwareSigners } from './keys/software-signers.ts'
import { directoryBrowser } from './live/directory-browser.ts'
import { gatewayOperations } from './live/gateway-operations.ts'
import { createPreviews } from './live/preview-claims.ts'
import { setupProbes } from './live/setup-probes.ts'
import { AddressLimiter } from './lockout/address-limiter.ts'
import { adminLockouts } from './lockout/admin-lockouts.ts'
import { administratorLockout } from './lockout/administrator-lockout.ts'
import { SecondFactorLockout } from './lockout/second-factor-lockout.ts'
import { SmartLockout } from './lockout/smart-lockout.ts'
import { watchLockoutPolicies } from './lockout/watch-lockout-policies.ts'
import type { AuditLog } from './ports/audit.ts'
import type { KeyRollover } from './ports/key-rollover.ts'
import type { Lockouts } from './ports/lockouts.ts'
import type { FactorReset } from './ports/second-factors.ts'
import type { Ports, SignInRecord } from './ports.ts'
import type { OpenDatabase } from './storage/open-database.ts'
import { openStorage, type Storage } from './storage/open-storage.ts'
import type { SettingsStore } from './storage/settings-store.ts'
import type { SignInWriter } from './storage/sign-in-writer.ts'
import { systemClock, systemRandomness } from './system-ports.ts'

/** Joins the ports with what implements them; the only place that does. What it opens, `close` closes. */

export interface Joinery {
  readonly ports: Ports
  readonly settings: SettingsStore
  readonly kerberos: KerberosKeys
  readonly directory: LdapDirectory
  readonly lockouts: Lockouts
  readonly rollover: KeyRollover
  readonly database: OpenDatabase
  readonly signInWriter: Pick<SignInWriter, 'waiting' | 'lost'>
  readonly audit: AuditLog
  /** What the admin API's routes need, but for what the command line alone can give (rehearsals). */
  readonly adminPorts: Omit<AdminPorts, 'rehearsalQueue' | 'gatherEvidence' | 'road'>
  readonly adminAuthenticators: readonly AdminAuthenticator[]
  readonly tokenEndpoint: TokenEndpointPorts
  readonly administration: AdministratorPorts
  /** For somebody who lost everything: see issuance/second-factor/reset-factors.ts. Throws STORAGE_…. */
  resetFactors(reset: FactorReset): Promise<number>
  /** For each device user type of the gateway, by looking at real computers. Throws DIRECTORY_…. */
  proposeAnchors(gateway: Gateway): Promise<({ readonly userType: string } & AnchorProposal)[]>
  close(): Promise<void>
}

export interface ComposeOptions {
  readonly boot: BootSettings
  readonly log: Logger
  /** Told of every finished attempt, beside the sign-in log: metrics. */
  readonly onSignIn?: (record: SignInRecord) => void
}

/** Opens the database, makes what a first start lacks (schema, data key, signing key) and joins everything. */
export async function compose({ boot, log, onSignIn = () => {} }: ComposeOptions): Promise<Joinery> {
  const warn = (text: string): void => log.warn(text)
  const system = { clock: systemClock, randomness: systemRandomness }
  const storage = await openStorage({ ...boot, ...system, warn })
  try {
    const { settings, database, signInWriter } = storage
    const { record: signingKey, made } = await ensureSigningKey(storage.signingKeys, system)
    if (made) log.info({ keyId: signingKey.id }, 'made the first signing key')
    const directory = new LdapDirectory({ secrets: storage.secrets, clock: systemClock })
    const kerberos = openKerberos(boot, storage, directory)
    const record = (signIn: SignInRecord): void => {
      signInWriter.record(signIn)
      logSignIn(log, signIn)
      onSignIn(signIn)
    }
    const signers = softwareSigners(storage.signingKeys, systemClock)
    const lockoutParts = { settings, directory, counters: storage.passwordCounters, clock: systemClock }
    const ports: Ports = {
      ...system,
      settings,
      directory,
      kerberos,
      passwords: new LdapPasswords(directory, systemClock),
      signers,
      profiles: storage.profiles,
      lockout: new SmartLockout({ ...lockoutParts, warn }),
      sessions: storage.sessions,
      secondFactors: storage.secondFactors,
      factorChallenges: storage.factorChallenges,
      factorLockout: new SecondFactorLockout({ settings, counters: storage.passwordCounters, clock: systemClock }),
      signInLog: createSignInLog({ ...system, record }),
    }
    const administration = joinAdministration(storage, ports, log)
    const sweeping = sweepEvery(10 * 60_000, ports, administration, warn)
    const lockouts = adminLockouts(lockoutParts)
    const { rollover, stopRolling } = rollKeys(storage, signers, log)
    const unwatch = watchLockoutPolicies({
      ...{ settings, lockouts },
      warn: (gateway, warning) => log.warn({ gateway }, warning),
    })
    return {
      ...{ ports, settings, kerberos, directory, database, signInWriter, lockouts, rollover, administration },
      audit: storage.audit,
      adminPorts: {
        ...{ ...system, ...storage, administration, rollover, renderSignIn: renderSignInPreview },
        settings: ownersSettingsEditor(settings, systemClock),
        ...{ signers: ports.signers, setup: setupProbes(systemClock) },
        publicCertificate: async () => boot.tls && readPublicCertificate(boot.tls),
        ...peoplePorts(ports, storage, { directory, kerberos, lockouts }),
      },
      tokenEndpoint: { ...system, apiClients: storage.apiClients, limiter: new AddressLimiter() },
      adminAuthenticators: [bearerAuthenticator(storage.apiClients, systemClock), consoleAuthenticator(administration)],
      resetFactors: (reset) => resetFactors(reset, ports),
      proposeAnchors: (gateway) => proposeAnchors(directory, gateway),
      close: async () => {
        clearInterval(sweeping)
        unwatch()
        stopRolling()
        kerberos.close()
        directory.close()
        await storage.close()
      },
    }
  } catch (error) {
    await storage.close()
    throw error
  }
}

/** Who administers this installation, and how they prove it. */
function joinAdministration(storage: Storage, ports: Ports, log: Logger): AdministratorPorts {
  const { administrators, invitations, administratorSessions, audit, passwordCounters: counters } = storage
  return {
    ...ports,
    ...{ administrators, invitations, administratorSessions, audit },
    administratorLockout: administratorLockout({ settings: ports.settings, counters, clock: ports.clock }),
    hasher: passwordHasher(ports.randomness),
    tell: (line) => (line.code === undefined ? log.info(line, 'administrator') : log.warn(line, 'administrator')),
  }
}

/** What happens by itself is in the audit log as well. */
const itself = {
  kind: 'commandLine',
  id: 'joinery',
  name: 'Joinery, by itself',
  role: 'owner',
  remoteAddress: '',
} as const

/** The life of the signing key: what administrators do to it, and what happens by itself. */
function rollKeys(storage: Storage, signers: SoftwareSigners, log: Logger) {
  const { settings } = storage
  const rollover = keyRollover({
    ...{ keys: storage.signingKeys, evidence: storage.keyEvidence, clock: systemClock, randomness: systemRandomness },
    settings: async () => ({ managed: settings.current().managed, version: settings.version }),
    // What was changed is changed; signers look again by themselves.
    changed: () => signers.refresh().catch(() => {}),
  })
  const stopRolling = rollAutomatically({
    ...{ rollover, clock: systemClock, settings: () => settings.current().managed.signingKeys },
    told: ({ action, keyId, text }) => {
      log.info({ keyId }, text)
      const change = { action, resource: `keys/${keyId}`, after: { automatic: true } }
      const record = { ...change, id: systemRandomness.uuid(), at: systemClock.now(), actor: itself }
      storage.audit.add(record).catch((err: unknown) => log.error({ err }, 'that is not in the audit log'))
    },
    warned: ({ level, means, ...facts }) => log[level === 'alarm' ? 'error' : 'warn'](facts, means),
    failed: (err) => log.warn({ err }, 'the signing keys could not be looked after; it is tried again'),
  })
  return { rollover, stopRolling }
}

/** What administrators look at and do about gateways, directories and people. */
function peoplePorts(
  ports: Ports,
  { secrets, people, profileSearch, sessions, secondFactors }: Storage,
  { directory, kerberos, lockouts }: Pick<Joinery, 'directory' | 'kerberos' | 'lockouts'>,
): PeoplePorts {
  return {
    ...{ people, profileSearch, sessions, secondFactors, lockouts },
    gateways: gatewayOperations({ ...ports, directory, secrets, kerberosOperator: kerberos }),
    browser: directoryBrowser(directory),
    previews: createPreviews(ports),
    resetFactors: (reset) => resetFactors(reset, ports),
  }
}

/** Any node sweeps for all. */
function sweepEvery(
  milliseconds: number,
  ports: Ports,
  administration: AdministratorPorts,
  warn: (text: string) => void,
): NodeJS.Timeout {
  const sweep = (): void =>
    void Promise.all([sweepSessions(ports), sweepAdministratorSessions(administration)]).catch((error: unknown) =>
      warn(`sessions that have ended stay in storage: ${error}`),
    )
  return setInterval(sweep, milliseconds).unref()
}

function proposeAnchors(directory: LdapDirectory, gateway: Gateway) {
  const devices = gateway.userTypes.filter(({ account }) => account === 'device')
  return Promise.all(
    devices.map(async ({ id, searchBaseDn }) => ({
      userType: id,
      ...(await proposeAnchor(directory, gateway, searchBaseDn)),
    })),
  )
}

function openKerberos(boot: BootSettings, storage: Storage, directory: LdapDirectory): KerberosKeys {
  const { secrets, serviceKeys, settings } = storage
  const folder = join(boot.dataDirectory, 'kerberos')
  const krb5Config = new Krb5ConfigFile(join(folder, 'krb5.conf'))
  const gssapi = openGssapi(krb5Config.path)
  return new KerberosKeys({ secrets, serviceKeys, settings, directory, folder, krb5Config, clock: systemClock, gssapi })
}

/** One line for each attempt: who, how it ended, how long. The stages and their facts are in the sign-in log. */
export function logSignIn(log: Logger, record: SignInRecord): void {
  const { traceId, outcome, code, principal, endpoint, applicationId, remoteAddress, stages, means } = record
  const milliseconds = Math.round(stages.reduce((sum, stage) => sum + stage.milliseconds, 0))
  const line = { traceId, outcome, code, principal, endpoint, applicationId, remoteAddress, milliseconds }
  if (outcome === 'challenged') log.debug(line, 'sign-in')
  else if (outcome === 'failed') log.error({ ...line, means }, 'sign-in')
  else log.info({ ...line, means }, 'sign-in')
}
