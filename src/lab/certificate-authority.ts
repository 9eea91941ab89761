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
  await writeFile(join(folder, 'ca.cnf'), authoritySettings)
  await writeFile(join(folder, 'index.txt'), '')
  // Relative paths, because openssl takes none of more than 255 bytes.
  const openssl = (...args: readonly string[]) => runTool('openssl', args, { cwd: folder })
  const files = ['-keyout', 'ca.key', '-out', 'ca.pem']
  const subject = ['-config', 'ca.cnf', '-extensions', 'authority', '-subj', '/CN=Joinery lab CA', '-days', '30']
  await openssl('req', '-x509', ...newKey, ...subject, ...files)

  // One at a time: openssl keeps its list of issued certificates in a file and does not lock it.
  let last: Promise<unknown> = Promise.resolve()
  function issue(request: CertificateRequest): Promise<CertificateFiles> {
    const issued = last.then(() => issueNow(request))
    last = issued.catch(() => {})
    return issued
  }

  async function issueNow(request: CertificateRequest): Promise<CertificateFiles> {
    const { name, dnsNames, addresses = [] } = request
    const names = [...dnsNames.map((dnsName) => `DNS:${dnsName}`), ...addresses.map((address) => `IP:${address}`)]
    await writeFile(join(folder, `${name}.cnf`), `${leafExtensions}subjectAltName = ${names.join(', ')}\n`)
    const draft = ['-subj', `/CN=${dnsNames[0]}`, '-keyout', `${name}.key`, '-out', `${name}.csr`]
    await openssl('req', '-new', ...newKey, '-config', 'ca.cnf', ...draft)
    const from = opensslTime(request.notBefore ?? new Date(nowMs - dayMs))
    const until = opensslTime(request.notAfter ?? new Date(nowMs + 29 * dayMs))
    const content = ['-startdate', from, '-enddate', until, '-extfile', `${name}.cnf`, '-in', `${name}.csr`]
    await openssl('ca', '-batch', '-notext', '-config', 'ca.cnf', ...content, '-out', `${name}.pem`)
    return { certificateFile: join(folder, `${name}.pem`), keyFile: join(folder, `${name}.key`) }
  }

  return { caFile, issue }
}

const leafExtensions = `basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth, clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
`

const authoritySettings = `[req]
distinguished_name = names
[names]
[authority]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[ca]
default_ca = lab
[lab]
certificate = ca.pem
private_key = ca.key
database = index.txt
new_certs_dir = issued
rand_serial = yes
default_md = sha256
unique_subject = no
policy = any
[any]
commonName = supplied
`

/** `20261122123456Z`. */
function opensslTime(date: Date): string {
  return `${date.toISOString().replace(/[-:T]|\.\d+Z$/g, '')}Z`
}
