import { execFile, spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IdpError } from '../../errors.ts'
import { saml } from '../../protocol/names/saml.ts'
import { parseXml } from '../../protocol/xml/parse-xml.ts'
import { verifyEnveloped } from '../../protocol/xml-signature/verify-enveloped.ts'

/** Judges the signature of an assertion by one given certificate; KeyInfo is never trusted for it. */
export interface SignatureVerifier {
  /** Whose code it is; reports name it. */
  readonly name: string
  verify(assertion: Uint8Array, certificate: Uint8Array): Promise<boolean>
}

/** Other people's code first: a signer is not judged by its own hand where that can be helped. */
export async function chooseVerifier(): Promise<SignatureVerifier> {
  const version = await xmlsecVersion()
  return version === undefined ? ownVerifier : { name: version, verify: verifyWithXmlsec }
}

/** The last resort, and it says so: the code of the side that signed. */
export const ownVerifier: SignatureVerifier = {
  name: "Joinery's own verifier",
  async verify(assertion, certificate) {
    try {
      verifyEnveloped(parseXml(assertion), 'AssertionID', [certificate])
      return true
    } catch (error) {
      if (error instanceof IdpError) return false
      throw error
    }
  },
}

function xmlsecVersion(): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile('xmlsec1', ['--version'], { timeout: 10_000 }, (error, stdout) => {
      resolve(error ? undefined : stdout.trim().split('\n')[0])
    })
  })
}

/** The assertion goes through standard input, so that no bearer token ever lies in a file; only the public key does. */
async function verifyWithXmlsec(assertion: Uint8Array, certificate: Uint8Array): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'joinery-tenant-'))
  try {
    const keyFile = join(folder, 'key.pem')
    const publicKey = new X509Certificate(certificate).publicKey
    writeFileSync(keyFile, publicKey.export({ type: 'spki', format: 'pem' }))
    return await runXmlsec(keyFile, assertion)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `--enabled-key-data key-name`: the key is the one given here, whatever KeyInfo holds. */
function runXmlsec(keyFile: string, assertion: Uint8Array): Promise<boolean> {
  const idAttribute = ['--id-attr:AssertionID', `${saml.assertion}:Assertion`]
  const key = ['--enabled-key-data', 'key-name', '--pubkey-pem', keyFile]
  return new Promise((resolve, reject) => {
    const child = spawn('xmlsec1', ['--verify', ...idAttribute, ...key, '-'], {
      stdio: ['pipe', 'ignore', 'ignore'],
      timeout: 10_000,
    })
    child.on('error', reject)
    child.on('close', (code) => resolve(code === 0))
    child.stdin.on('error', () => undefined)
    child.stdin.end(assertion)
  })
}
