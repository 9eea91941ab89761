import { createPrivateKey, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import { application } from '../src/config/application.ts'
import { mintAssertion } from '../src/issuance/mint/mint-assertion.ts'
import type { Claims } from '../src/issuance/stages.ts'
import { fixedSigners } from '../tests/fakes/fixed-signers.ts'

/**
 * How much of a token's cost is RSA itself, and how a generic implementation compares: one RSA-2048 signature over as many bytes as a
 * SignedInfo has, minting a device assertion, and the same assertion by npm `saml`. One process, as many at once as there are cores.
 */
export async function benchMint(milliseconds = 6000): Promise<readonly BenchRow[]> {
  const createElsewhere = loadNpmSaml()
  const contestants: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['RSA-2048 signature alone', () => signAsync('sha256', signedInfo, privateKey)],
    ['mint a device assertion', () => mintAssertion(claims, { application: m365 }, ports, () => {})],
    ['npm saml 4.0.0, the same assertion', async () => createElsewhere()],
  ]
  const share = milliseconds / (contestants.length * (rounds + 1))
  for (const [name, run] of contestants) await measure(name, run, share)
  const rows: BenchRow[][] = contestants.map(() => [])
  // In turns, so that a neighbour's load on the machine falls on all alike.
  for (let round = 0; round < rounds; round += 1)
    for (const [index, [name, run]] of contestants.entries()) rows[index]?.push(await measure(name, run, share))
  return rows.map(best)
}

const rounds = 4

export interface BenchRow {
  readonly name: string
  readonly perSecond: number
  /** User and system time of the whole process, all threads, per operation. */
  readonly cpuMicrosPerOp: number
}

export async function measure(name: string, run: () => Promise<unknown>, milliseconds: number): Promise<BenchRow> {
  const started = performance.now()
  const cpu = process.cpuUsage()
  let done = 0
  const worker = async (): Promise<void> => {
    while (performance.now() - started < milliseconds) {
      await run()
      done += 1
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
  const { user, system } = process.cpuUsage(cpu)
  const seconds = (performance.now() - started) / 1000
  return { name, perSecond: Math.round(done / seconds), cpuMicrosPerOp: Math.round((user + system) / done) }
}

/** The round with the least CPU per operation: what else ran on the machine can only add. */
function best(rows: readonly BenchRow[]): BenchRow {
  return rows.reduce((least, row) => (row.cpuMicrosPerOp < least.cpuMicrosPerOp ? row : least))
}

const pem = readFileSync(new URL('../tests/fixtures/keys/signing-rsa-2048.pem', import.meta.url), 'utf8')
const privateKey = createPrivateKey(pem)
const signAsync = promisify<string, Uint8Array, typeof privateKey, Uint8Array>(sign)

/** About as long as the SignedInfo of an assertion. */
const signedInfo = Buffer.alloc(720, 'x')

const ports = {
  clock: { now: () => new Date(), monotonicMilliseconds: () => performance.now() },
  randomness: {
    uuid: () => crypto.randomUUID(),
    bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
  },
  signers: fixedSigners(),
}

const m365 = application.parse({
  id: 'm365',
  name: 'Microsoft 365',
  domainName: 'corp.example',
  issuerUri: 'https://sts.corp.example/applications/m365',
  attributes: [],
})

const guid = 'ABEiM0RVZneImaq7zN3u/w=='
const claims: Claims = {
  nameIdentifier: { format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified', value: guid },
  attributes: [
    { name: 'accounttype', namespace: 'http://schemas.microsoft.com/ws/2012/01', values: ['DJ'] },
    { name: 'onpremobjectguid', namespace: 'http://schemas.microsoft.com/identity/claims', values: [guid] },
    {
      name: 'primarysid',
      namespace: 'http://schemas.microsoft.com/ws/2008/06/identity/claims',
      values: ['S-1-5-21-1004336348-1177238915-682003330-1104'],
    },
    { name: 'ImmutableID', namespace: 'http://schemas.microsoft.com/LiveID/Federation/2008/05', values: [guid] },
  ],
  authenticationMethod: 'urn:federation:authentication:windows',
  authenticationInstant: new Date('2026-03-04T05:06:06.000Z'),
}

/** The peer lives with the third-party clients, never in the product. */
function loadNpmSaml(): () => string {
  const clients = createRequire(new URL('../tests/clients/package.json', import.meta.url))
  const { Saml11 } = clients('saml') as { Saml11: { create(options: object): string } }
  const attributes = Object.fromEntries(
    claims.attributes.map(({ namespace, name, values }) => [`${namespace}/${name}`, values]),
  )
  const options = {
    key: pem.slice(pem.indexOf('-----BEGIN PRIVATE'), pem.indexOf('-----BEGIN CERTIFICATE')),
    cert: pem.slice(pem.indexOf('-----BEGIN CERTIFICATE')),
    issuer: m365.issuerUri,
    lifetimeInSeconds: 3600,
    audiences: m365.audienceRestriction,
    signatureAlgorithm: 'rsa-sha256',
    digestAlgorithm: 'sha256',
    nameIdentifier: claims.nameIdentifier.value,
    nameIdentifierFormat: claims.nameIdentifier.format,
    attributes,
  }
  return () => Saml11.create(options)
}

if (import.meta.main) console.table(await benchMint())
