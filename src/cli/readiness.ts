import type { Joinery } from '../compose.ts'
import type { BootSettings } from '../config/boot-settings.ts'
import type { Gateway } from '../config/gateway.ts'
import { readRootDse } from '../directory/read-root-dse.ts'
import { IdpError } from '../errors.ts'
import type { Readiness } from '../http/admin-listener.ts'
import type { KeyRollover } from '../ports/key-rollover.ts'
import type { Ports } from '../ports.ts'
import { listLosses } from '../storage/list-losses.ts'
import { checkDataKey } from '../storage/open-sealer.ts'

/** A probe asks every few seconds; a directory that needs longer to say who it is serves nobody in time either. */
const lookMilliseconds = 2500

/** Looks at what a token needs: the database, a signing key, and each gateway's directory and Kerberos keys. */
export async function readiness(joinery: Joinery, boot: BootSettings): Promise<Readiness> {
  const { ports, settings, rollover } = joinery
  const checks: Record<string, string> = {}
  const look = async (name: string, run: () => Promise<unknown>): Promise<boolean> => {
    try {
      await Promise.race([run(), tooLate()])
      checks[name] = 'ok'
      return true
    } catch (error) {
      checks[name] = error instanceof Error ? error.message : String(error)
      return false
    }
  }
  const { applications, gateways } = settings.current().managed
  const results = await Promise.all([
    look('storage', () => settings.refresh()),
    ...applications
      .filter(({ enabled }) => enabled)
      .map((application) => look(`key of ${application.id}`, () => ports.signers.signerFor(application))),
    ...gateways
      .filter(({ enabled }) => enabled)
      .map((gateway) => look(`gateway ${gateway.id}`, () => lookAtGateway(ports, gateway))),
  ])
  const warnings = await Promise.all(
    [keyWarnings(rollover), dataKeyWarnings(joinery, boot), lossWarnings(joinery)].map((found) =>
      Promise.race([found, delay(lookMilliseconds).then(() => [])]),
    ),
  )
  const { waiting, lost } = joinery.signInWriter
  return {
    ...{ ready: results.every(Boolean), checks, warnings: warnings.flat() },
    ...{ signingKeys: await signingKeysOf(joinery), signInLog: { waiting, lost } },
  }
}

/** None when the database does not answer: that is a failure already. */
async function keyWarnings(rollover: KeyRollover): Promise<readonly string[]> {
  const { warnings } = await rollover.state().catch(() => ({ warnings: [] }))
  return warnings.map(({ code, means }) => `${code}: ${means}`)
}

/** The secrets that are in memory serve on; the next start would fail. */
async function dataKeyWarnings({ database }: Joinery, boot: BootSettings): Promise<readonly string[]> {
  try {
    await checkDataKey(database, boot)
    return []
  } catch (error) {
    return error instanceof IdpError && error.code.startsWith('STORAGE_DATA_KEY')
      ? [`${error.code}: ${error.means}`]
      : []
  }
}

/** What a restore without the data key lost, until it is there again. */
async function lossWarnings({ database }: Joinery): Promise<readonly string[]> {
  const losses = await listLosses(database.kysely).catch(() => [])
  return losses.map(({ what, fix }) => `lost when a backup was restored without its data key: ${what}; ${fix}`)
}

/** Which key signs for whom: two nodes that differ here would be seen. */
async function signingKeysOf({ ports, settings }: Joinery): Promise<Readonly<Record<string, string>>> {
  const enabled = settings.current().managed.applications.filter((application) => application.enabled)
  const found = enabled.map(async (application) => {
    const signer = await ports.signers.signerFor(application).catch(() => undefined)
    return signer === undefined ? [] : [[application.id, signer.keyId] as const]
  })
  return Object.fromEntries((await Promise.all(found)).flat())
}

/** The domain controller answers now, and there are keys for tickets where the gateway takes any. */
async function lookAtGateway({ directory, kerberos }: Ports, gateway: Gateway): Promise<void> {
  await readRootDse(directory, gateway)
  if (gateway.kerberos !== undefined && (await kerberos.heldKeys(gateway)).length === 0)
    throw new Error('there are no service keys; `joinery gateway restart` says why')
}

async function tooLate(): Promise<never> {
  await delay(lookMilliseconds)
  throw new Error(`no answer within ${lookMilliseconds} ms`)
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}
