import { createPrivateKey, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { application } from '../src/config/application.ts'
import { mintAssertion } from '../src/issuance/mint/mint-assertion.ts'
import type { Claims } from '../src/issuance/stages.ts'
import { fixedSigners } from '../tests/fakes/fixed-signers.ts'
import { type BenchRow, compareCpu, type RepeatOptions, repeated, type Tell } from './measure.ts'

/**
 * How much of a token's cost is RSA itself, and how a generic implementation compares: one RSA-2048 signature over as many bytes as a
 * SignedInfo has, minting a device assertion, and the same assertion by npm `saml`. One process, as many at once as there are cores.
 */
export async function benchMint(tell: Tell): Promise<readonly BenchRow[]> {
  tell('a signature, our assertion and that of npm saml, in turns, 20 s')
  const createElsewhere = loadNpmSaml()
  const [signature, mint, elsewhere] = await compareCpu(
    [
      signatureAlone(),
      repeated('mint', () => mintAssertion(claims, { application: m365 }, ports, () => {})),
      repeated('npm saml', async () => createElsewhere()),
    ],
    20_000,
  )
  if (signature === undefined || mint === undefined || elsewhere === undefined) throw new Error('nothing was measured')
  return [
    {
      what: 'mint a device assertion',
      ratio: mint.ratio,
      of: 'the CPU of one RSA-2048 signature',
      target: { bound: 'at most', limit: 1 / 0.7 },
      figures: {
        'us CPU a token': mint.cpuMicros,
        'tokens/s': mint.perSecond,
        'us CPU a signature': signature.cpuMicros,
        'signatures/s': signature.perSecond,
      },
    },
    {
      what: 'npm saml 4.0.0, the same assertion',
      ratio: elsewhere.ratio / mint.ratio,
      of: 'the CPU of ours',
      target: { bound: 'at least', limit: 5 },
      figures: { 'us CPU a token': elsewhere.cpuMicros, 'tokens/s': elsewhere.perSecond },
    },
  ]
}

const pem = readFileSync(new URL('../tests/fixtures/keys/signing-rsa-2048.pem', import.meta.url), 'utf8')
const privateKey = createPrivateKey(pem)
const signAsync = promisify<string, Uint8Array, typeof privateKey, Uint8Array>(sign)

/** About as long as the SignedInfo of an assertion. */
const signedInfo = Buffer.alloc(720, 'x')

/** The yardstick: asynchronous, as the server signs. */
export function signatureAlone(options: RepeatOptions = {}) {
  return repeated('RSA-2048 signature alone', () => signAsync('sha256', signedInfo, privateKey), options)
}

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
