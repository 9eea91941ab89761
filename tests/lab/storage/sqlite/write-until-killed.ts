import { openDatabase } from '../../../../src/storage/open-database.ts'

/** Run by the kill test: many writers at once; the number of each write is printed when, and only when, it was acknowledged. */
const [directory = ''] = process.argv.slice(2)
const { kysely } = await openDatabase({ dataDirectory: directory, create: true, now: new Date() })
let next = 0

async function writeOn(): Promise<never> {
  for (;;) {
    const number = next++
    await kysely
      .insertInto('secrets')
      .values({ name: String(number), sealed: 'x'.repeat(200), updated_at: number })
      .execute()
    process.stdout.write(`${number}\n`)
  }
}

await Promise.all(Array.from({ length: 40 }, writeOn))
