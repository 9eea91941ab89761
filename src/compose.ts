import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { BootSettings } from './config/boot-settings.ts'
import { KerberosKeys } from './directory/kerberos-keys.ts'
import { Krb5ConfigFile } from './directory/krb5-config-file.ts'
import { LdapDirectory } from './directory/ldap-directory.ts'
import { openGssapi } from './gssapi/gssapi.ts'
import { createSignInLog } from './issuance/create-sign-in-log.ts'
import { ensureSigningKey } from './keys/ensure-signing-key.ts'
import { softwareSigners } from './keys/software-signers.ts'
import type { Clock, Ports, Randomness, SignInRecord } from './ports.ts'
import { type OpenDatabase, openDatabase } from './storage/open-database.ts'
import { openSealer } from './storage/open-sealer.ts'
import { profileRepository } from './storage/profile-repository.ts'
import { listSecretNames, secretRepository } from './storage/secret-repository.ts'
import { serviceKeyRepository } from './storage/service-key-repository.ts'
import { settingsRepository } from './storage/settings-repository.ts'
import { SettingsStore } from './storage/settings-store.ts'
import { signInRecords } from './storage/sign-in-records.ts'
import { SignInWriter } from './storage/sign-in-writer.ts'
import { signingKeyRepository } from './storage/signing-key-repository.ts'

/** Joins the ports with what implements them; the only place that does. What it opens, `close` closes. */

export interface Joinery {
  readonly ports: Ports
  readonly settings: SettingsStore
  readonly kerberos: KerberosKeys
  readonly directory: LdapDirectory
  readonly database: OpenDatabase
  close(): Promise<void>
}

export interface ComposeOptions {
  readonly boot: BootSettings
  readonly log: Logger
  /** Told of every finished attempt, beside the sign-in log: metrics. */
  readonly onSignIn?: (record: SignInRecord) => void
}

export const systemClock: Clock = { now: () => new Date(), monotonicMilliseconds: () => performance.now() }
export const systemRandomness: Randomness = {
  uuid: () => randomUUID(),
  bytes: (length) => new Uint8Array(randomBytes(length)),
}

/** Opens the database, makes what a first start lacks (schema, data key, signing key) and joins everything. */
export async function compose({ boot, log, onSignIn = () => {} }: ComposeOptions): Promise<Joinery> {
  const warn = (text: string): void => log.warn(text)
  const system = { clock: systemClock, randomness: systemRandomness }
  const database = await openDatabase({ ...boot, create: true, now: systemClock.now() })
  try {
    const sealer = await openSealer(database, { ...boot, ...system, warn })
    const storage = openStorage(database, async () => sealer)
    const { record: signingKey, made } = await ensureSigningKey(storage.signingKeys, system)
    if (made) log.info({ keyId: signingKey.id }, 'made the first signing key')
    const settings = await SettingsStore.open({
      repository: storage.settings,
      secretNames: () => listSecretNames(database.kysely),
      publicUrl: boot.publicUrl,
      warn,
    })
    const directory = new LdapDirectory({ secrets: storage.secrets, clock: systemClock })
    const kerberos = openKerberos(boot, { ...storage, settings, directory })
    const signIns = new SignInWriter({ records: signInRecords(database.kysely), clock: systemClock, warn })
    const record = (signIn: SignInRecord): void => {
      signIns.record(signIn)
      logSignIn(log, signIn)
      onSignIn(signIn)
    }
    const ports: Ports = {
      ...system,
      settings,
      directory,
      kerberos,
      signers: softwareSigners(storage.signingKeys, systemClock),
      profiles: profileRepository(database.kysely),
      signInLog: createSignInLog({ ...system, record }),
    }
    return {
      ...{ ports, settings, kerberos, directory, database },
      close: async () => {
        settings.close()
        kerberos.close()
        directory.close()
        await signIns.close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

function openStorage({ kysely }: OpenDatabase, sealer: Parameters<typeof secretRepository>[1]) {
  return {
    settings: settingsRepository(kysely, sealer, systemClock),
    secrets: secretRepository(kysely, sealer),
    signingKeys: signingKeyRepository(kysely, sealer),
    serviceKeys: serviceKeyRepository(kysely, sealer, systemClock),
  }
}

type KerberosParts = Pick<ReturnType<typeof openStorage>, 'secrets' | 'serviceKeys'> & {
  readonly settings: SettingsStore
  readonly directory: LdapDirectory
}

function openKerberos(boot: BootSettings, parts: KerberosParts): KerberosKeys {
  const folder = join(boot.dataDirectory, 'kerberos')
  const krb5Config = new Krb5ConfigFile(join(folder, 'krb5.conf'))
  return new KerberosKeys({ ...parts, folder, krb5Config, clock: systemClock, gssapi: openGssapi(krb5Config.path) })
}

/** One line for each attempt: who, how it ended, how long. The stages and their facts are in the sign-in log. */
function logSignIn(log: Logger, record: SignInRecord): void {
  const { traceId, outcome, code, principal, endpoint, applicationId, remoteAddress, stages, means } = record
  const milliseconds = Math.round(stages.reduce((sum, stage) => sum + stage.milliseconds, 0))
  const line = { traceId, outcome, code, principal, endpoint, applicationId, remoteAddress, milliseconds }
  if (outcome === 'challenged') log.debug(line, 'sign-in')
  else if (outcome === 'failed') log.error({ ...line, means }, 'sign-in')
  else log.info({ ...line, means }, 'sign-in')
}
