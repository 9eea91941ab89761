import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { IdpError } from '../../../src/errors.ts'
import { runTool } from '../../../src/lab/run-tool.ts'
import { type ServerStage, startServerStage } from '../server/server-stage.ts'

/** curl fetches passive tokens with a user's ticket; passport-wsfed-saml2 and xmlsec1, other people's code, say what they are worth. */

let stage: ServerStage
let certificate: string
const tokens: Record<string, Readonly<Record<string, string>>> = {}

before(async () => {
  stage = await startServerStage()
  const federation = await stage.tenantControl.findFederation(stage.names.federatedDomain)
  certificate = federation?.signingCertificate ?? ''
  for (const version of ['1.2', '1.3'] as const) {
    await stage.patch(({ applications }) => void Object.assign(applications[0] ?? {}, { wsTrustVersion: version }))
    tokens[version] = fieldsOf(await fetchPage())
  }
})
after(() => stage?.stop())

async function fetchPage(): Promise<string> {
  const { domain, names, lab, boot, seeded } = stage
  const query = new URLSearchParams({ wa: 'wsignin1.0', wtrealm: 'urn:federation:MicrosoftOnline', wctx: 'a=b&c="d"' })
  const resolve = ['--resolve', `${names.stsHost}:443:${domain.address}`, '--cacert', lab.caFile]
  const { env } = await domain.signIn(seeded.user)
  return runTool('curl', ['-sS', '--negotiate', '-u', ':', ...resolve, `${boot.publicUrl}/wsf/prp/m365?${query}`], {
    env,
  })
}

/** As any HTML reader takes them out of the form. */
function fieldsOf(page: string): Readonly<Record<string, string>> {
  const inputs = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)]
  const entities: Readonly<Record<string, string>> = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
    '&amp;': '&',
  }
  const plain = (text: string) => text.replace(/&(lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? '')
  return Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, plain(value)]))
}

interface Outcome {
  readonly profile?: Readonly<Record<string, unknown>>
  readonly refused?: string
}

interface PassportStrategy {
  authenticate(request: unknown, options: object): void
}

const passport: unknown = createRequire(new URL('../../clients/package.json', import.meta.url))('passport-wsfed-saml2')

/** A relying party in Node, as its documentation sets it up. */
function askPassport(wresult: string): Promise<Outcome> {
  const { Strategy } = passport as {
    Strategy: new (
      options: object,
      verify: (profile: object, done: (error: null, user: object) => void) => void,
    ) => object
  }
  const options = {
    realm: 'urn:federation:MicrosoftOnline',
    recipientUrl: 'https://login.microsoftonline.com/login.srf',
    identityProviderUrl: `${stage.boot.publicUrl}/wsf/prp/m365`,
    thumbprint: createHash('sha1').update(Buffer.from(certificate, 'base64')).digest('hex'),
  }
  const strategy = new Strategy(options, (profile, done) => done(null, profile))
  return new Promise((resolve) => {
    const outcomes = {
      success: (profile: Readonly<Record<string, unknown>>) => resolve({ profile }),
      fail: (reason: unknown) => resolve({ refused: String(reason) }),
      error: (reason: unknown) => resolve({ refused: String(reason) }),
    }
    const request = { method: 'POST', headers: {}, query: {}, body: { wa: 'wsignin1.0', wresult }, connection: {} }
    try {
      ;(Object.assign(strategy, outcomes) as unknown as PassportStrategy).authenticate(request, {})
    } catch (error) {
      resolve({ refused: String(error) })
    }
  })
}

async function isSigned(assertion: string): Promise<boolean> {
  const [pem, file] = ['published.pem', 'assertion.xml'].map((name) => join(stage.lab.folder, name))
  const text = `-----BEGIN CERTIFICATE-----\n${certificate.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
  await writeFile(pem ?? '', text)
  await writeFile(file ?? '', assertion)
  const id = ['--id-attr:AssertionID', 'urn:oasis:names:tc:SAML:1.0:assertion:Assertion']
  try {
    await runTool('xmlsec1', [
      '--verify',
      '--enabled-key-data',
      'rsa',
      '--pubkey-cert-pem',
      pem ?? '',
      ...id,
      file ?? '',
    ])
    return true
  } catch (error) {
    assert.ok(error instanceof IdpError && error.code === 'LAB_TOOL_FAILED', String(error))
    return false
  }
}

const assertionOf = (wresult: string): string => /<saml:Assertion.*<\/saml:Assertion>/s.exec(wresult)?.[0] ?? ''
const changedAt = (text: string, at: number): string => {
  const character = text[at] ?? ''
  const other = /[a-z]/.test(character)
    ? character.toUpperCase()
    : /[A-Z]/.test(character)
      ? character.toLowerCase()
      : 'Q'
  return text.slice(0, at) + other + text.slice(at + 1)
}

test('curl --negotiate as a user: the form holds wa, wresult and wctx as it was sent', () => {
  for (const fields of Object.values(tokens)) {
    assert.deepEqual(Object.keys(fields).sort(), ['wa', 'wctx', 'wresult'])
    assert.equal(fields.wctx, 'a=b&c="d"')
  }
})

test('[WSFed12 §13.2.3] passport-wsfed-saml2 takes the token of either version, and reads the user in it', async () => {
  for (const [version, { wresult = '' }] of Object.entries(tokens)) {
    const { profile, refused } = await askPassport(wresult)
    assert.equal(refused, undefined, version)
    assert.equal(profile?.['http://schemas.xmlsoap.org/claims/UPN'], stage.seeded.user.upn)
    assert.equal(profile?.issuer, `${stage.boot.publicUrl}/applications/m365`)
  }
})

test('passport-wsfed-saml2 refuses the assertion after any one-byte change', async () => {
  const { wresult = '' } = tokens['1.2'] ?? {}
  const from = wresult.indexOf('<saml:Assertion')
  const until = wresult.indexOf('</saml:Assertion>')
  for (let at = from; at < until; at += 13) {
    const { profile } = await askPassport(changedAt(wresult, at))
    assert.equal(profile, undefined, `${at}: ${wresult.slice(at - 20, at + 20)}`)
  }
})

test('xmlsec1 takes the assertion, and refuses it after any one-byte change of what is signed', async () => {
  const assertion = assertionOf(tokens['1.3']?.wresult ?? '')
  assert.equal(await isSigned(assertion), true)
  // The certificate beside the signature is no part of what is signed: xmlsec1 was given the right one.
  const [from, until] = [assertion.indexOf('<ds:KeyInfo'), assertion.indexOf('</ds:KeyInfo>')]
  for (let at = 1; at < assertion.length; at += 53)
    if (at < from || at > until)
      assert.equal(await isSigned(changedAt(assertion, at)), false, `${at}: ${assertion.slice(at, at + 20)}`)
})
