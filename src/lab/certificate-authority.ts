import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runTool } from './run-tool.ts'

const dayMs = 86_400_000

export interface CertificateRequest {
  /** File name without extension, unique in the lab: `NAME.pem`, `NAME.key`. */
  readonly name: string
  /** At least one; the first is the common name too. */
  readonly dnsNames: readonly string[]
  readonly addresses?: readonly string[]
  /** The day before the authority was made, when left out. */
  readonly notBefore?: Date
  /** 29 days after, when left out. */
  readonly notAfter?: Date
}

export interface CertificateFiles {
  readonly certificateFile: string
  /** PKCS#8 PEM, readable by the owner only. */
  readonly keyFile: string
}

export interface CertificateAuthority {
  /** The authority's own certificate, PEM: what clients are told to trust. */
  readonly caFile: string
  /** A server and client certificate on a new P-256 key. */
  issue(request: CertificateRequest): Promise<CertificateFiles>
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

/** Makes a certificate authority in `folder`, valid for 30 days from `nowMs`. */
export async function createCertificateAuthority(folder: string, nowMs: number): Promise<CertificateAuthority> {
  await mkdir(join(folder, 'issued'), { recursive: true, mode: 0o700 })
  const caFile = join(folder, 'ca.pem')
  const settings = join(folder, 'ca.cnf')
  await writeFile(settings, authoritySettings(folder))
  await writeFile(join(folder, 'index.txt'), '')
  const files = ['-keyout', join(folder, 'ca.key'), '-out', caFile]
  const subject = ['-config', settings, '-extensions', 'authority', '-subj', '/CN=Joinery lab CA', '-days', '30']
  await runTool('openssl', ['req', '-x509', ...newKey, ...subject, ...files])

  // One at a time: openssl keeps its list of issued certificates in a file and does not lock it.
  let last: Promise<unknown> = Promise.resolve()
  function issue(request: CertificateRequest): Promise<CertificateFiles> {
    const issued = last.then(() => issueNow(request))
    last = issued.catch(() => {})
    return issued
  }

  async function issueNow(request: CertificateRequest): Promise<CertificateFiles> {
    const [file, keyFile] = ['pem', 'key'].map((extension) => join(folder, `${request.name}.${extension}`)) as [
      string,
      string,
    ]
    const draft = join(folder, `${request.name}.csr`)
    const extensions = join(folder, `${request.name}.cnf`)
    const names = [
      ...request.dnsNames.map((name) => `DNS:${name}`),
      ...(request.addresses ?? []).map((ip) => `IP:${ip}`),
    ]
    await writeFile(extensions, `${leafExtensions}subjectAltName = ${names.join(', ')}\n`)
    const subject = ['-config', settings, '-subj', `/CN=${request.dnsNames[0]}`]
    await runTool('openssl', ['req', '-new', ...newKey, ...subject, '-keyout', keyFile, '-out', draft])
    const from = opensslTime(request.notBefore ?? new Date(nowMs - dayMs))
    const until = opensslTime(request.notAfter ?? new Date(nowMs + 29 * dayMs))
    const dates = ['-startdate', from, '-enddate', until, '-extfile', extensions]
    await runTool('openssl', ['ca', '-batch', '-notext', '-config', settings, '-in', draft, '-out', file, ...dates])
    return { certificateFile: file, keyFile }
  }

  return { caFile, issue }
}

const leafExtensions = `basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth, clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
`

function authoritySettings(folder: string): string {
  return `[req]
distinguished_name = names
[names]
[authority]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[ca]
default_ca = lab
[lab]
certificate = ${folder}/ca.pem
private_key = ${folder}/ca.key
database = ${folder}/index.txt
new_certs_dir = ${folder}/issued
rand_serial = yes
default_md = sha256
unique_subject = no
policy = any
[any]
commonName = supplied
`
}

/** `20261122123456Z`. */
function opensslTime(date: Date): string {
  return `${date.toISOString().replace(/[-:T]|\.\d+Z$/g, '')}Z`
}
