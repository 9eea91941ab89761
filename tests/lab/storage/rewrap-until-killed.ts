import { openDatabase } from '../../../src/storage/open-database.ts'
import { dropOldDataKeys, rewrap } from '../../../src/storage/rewrap.ts'
import { systemClock, systemRandomness } from '../../../src/system-ports.ts'

/** Changes the data key over and over. Arguments: data directory, data key file. Says each key that has taken over. */

const [dataDirectory = '', dataKeyFile = ''] = process.argv.slice(2)
const options = { dataDirectory, dataKeyFile, clock: systemClock, randomness: systemRandomness, warn: () => {} }
const database = await openDatabase({ dataDirectory, create: false, now: systemClock.now() })
process.stdout.write('open\n')
for (;;) {
  await rewrap(database, options)
  await dropOldDataKeys(database, options, 0)
  process.stdout.write('changed\n')
}
