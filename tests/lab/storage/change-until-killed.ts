import { Secret } from '../../../src/secret.ts'
import { openDatabase } from '../../../src/storage/open-database.ts'
import { repositoriesOver } from '../../../src/storage/open-storage.ts'
import { systemClock, systemRandomness } from '../../../src/system-ports.ts'
import { auditRecord } from '../../conformance/storage/audit.ts'
import { sessionRecord } from '../../conformance/storage/sessions.ts'

/**
 * Changes everything that must not be lost, many at once, until it is killed, and prints each change when, and only when, it was acknowledged:
 * `what number`. Arguments: data directory, data key file, run, address of PostgreSQL or nothing.
 */

const [dataDirectory = '', dataKeyFile = '', run = '', url] = process.argv.slice(2)
const database = await openDatabase({
  ...{ dataDirectory, create: true, now: systemClock.now() },
  ...(url === undefined ? {} : { database: url }),
})
const options = { dataDirectory, dataKeyFile, clock: systemClock, randomness: systemRandomness, warn: () => {} }
const { audit, passwordCounters, sessions, settings } = repositoriesOver(database, options)
const soon = new Date(Date.now() + 3_600_000)

const changes: Readonly<Record<string, (number: number) => Promise<unknown>>> = {
  // A version of the settings and the secret that belongs to it.
  settings: async (number) => {
    const store = new Map([[`${run}/${number}`, new Secret(`secret ${number}`)]])
    const from = await settings.lastVersion()
    await settings.apply({ from, document: { run, number }, appliedBy: 'test', store, drop: [] })
  },
  session: (number) => sessions.add(sessionRecord({ id: `${run}/${number}` }), undefined),
  audit: (number) => audit.add(auditRecord({ id: `${run}/${number}` })),
  counter: () =>
    passwordCounters.count({
      ...{ gatewayId: run, accountKey: 'S-1-5-21-1', dn: undefined, place: 'unfamiliar', limit: 1_000_000 },
      ...{ now: systemClock.now(), since: new Date(0), expiresAt: soon, underWayUntil: soon },
    }),
}

async function change(what: string, make: (number: number) => Promise<unknown>): Promise<never> {
  for (let number = 0; ; number += 1) {
    await make(number)
    process.stdout.write(`${what} ${number}\n`)
  }
}

await Promise.all(Object.entries(changes).map(([what, make]) => change(what, make)))
