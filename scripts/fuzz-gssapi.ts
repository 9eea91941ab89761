// Throws mutated real tokens at the Kerberos binding and the readers before it. Started by scripts/fuzz-gssapi.sh, which
// preloads AddressSanitizer and sets the memory limit. Ends with 0 when nothing but clean refusals came back.
import { join, resolve } from 'node:path'
import { IdpError } from '../src/errors.ts'
import { openGssapi } from '../src/gssapi/gssapi.ts'
import { startLab } from '../src/lab/start-lab.ts'
import { parseApReqOutline } from '../src/protocol/kerberos/ap-req-outline.ts'
import { parseLogonInfo } from '../src/protocol/kerberos/logon-info.ts'
import { parseNegotiateToken } from '../src/protocol/kerberos/negotiate-token.ts'
import { parseUpnDnsInfo } from '../src/protocol/kerberos/upn-dns-info.ts'

const [countText = '2000', seedText = String(Date.now() % 1_000_000)] = process.argv.slice(2)
const count = Number(countText)
const modulePath = resolve(import.meta.dirname, '../build/gssapi-asan.node')

/** mulberry32: small, seeded, so that a finding can be repeated. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** One to four changes: an octet, a cut, a doubled or foreign stretch, a length field blown up. */
function mutate(token: Uint8Array, random: (below: number) => number): Uint8Array {
  let bytes = Buffer.from(token)
  for (let round = random(4); round >= 0 && bytes.length > 1; round -= 1) {
    const at = random(3) === 0 ? random(bytes.length) : random(Math.min(bytes.length, 220))
    const kind = random(8)
    if (kind < 4) bytes[at] = random(256)
    else if (kind === 4) bytes = bytes.subarray(0, at)
    else if (kind === 5) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(random(bytes.length))])
    else if (kind === 6)
      bytes = Buffer.concat([bytes.subarray(0, at), Buffer.alloc(random(40), random(256)), bytes.subarray(at)])
    else bytes.fill(0xff, at, Math.min(bytes.length, at + 1 + random(4)))
  }
  return bytes
}

/** What authenticate does with the bytes, up to the identity; only IdpErrors may come out. */
async function handle(token: Uint8Array, accept: (token: Uint8Array) => Promise<void>): Promise<'read' | 'refused'> {
  try {
    const { mechanismToken } = parseNegotiateToken(token)
    if (mechanismToken !== undefined) parseApReqOutline(mechanismToken)
    if (mechanismToken !== undefined) await accept(mechanismToken)
    return 'read'
  } catch (error) {
    if (error instanceof IdpError) return 'refused'
    throw error
  }
}

const lab = await startLab()
try {
  const corp = lab.domain('corp')
  const service = 'HTTP/sts.corp.example.test'
  await corp.createServiceAccount({ sam: 'svc', upn: 'svc@corp.example.test', spns: [service] })
  await corp.createComputer({ sam: 'WS01$' })
  const keytabFile = await corp.exportKeytab(['svc'])
  const clientKeytab = await corp.exportKeytab(['WS01$'])
  const gssapi = openGssapi(lab.krb5ConfigFile, modulePath)
  const obtained = await gssapi.obtainTicket({
    client: `WS01$@${corp.kerberosRealm}`,
    keytabFile: clientKeytab,
    service: `${service}@${corp.kerberosRealm}`,
    channelBinding: Buffer.from('tls-server-end-point:x'),
  })
  if (obtained.outcome === 'failed') throw new Error(obtained.text)
  const real = obtained.token.reveal()
  const replayCacheFile = join(lab.folder, 'replay')
  const tally: Record<string, number> = {}
  const note = (what: string): void => {
    tally[what] = (tally[what] ?? 0) + 1
  }
  const accept = async (token: Uint8Array): Promise<void> => {
    const channelBinding = token.length % 2 === 0 ? Buffer.from('tls-server-end-point:x') : undefined
    const outcome = await gssapi.accept({ keytabFile, replayCacheFile, token, channelBinding })
    note(outcome.outcome === 'refused' ? outcome.reason : outcome.outcome)
    if (outcome.outcome === 'refused') return
    parseUpnDnsInfo(outcome.upnDnsInfo ?? new Uint8Array())
    parseLogonInfo(outcome.logonInfo ?? new Uint8Array())
  }
  await accept(real)
  if (tally.accepted !== 1) throw new Error('the unchanged token was not accepted')
  const random = randomFrom(Number(seedText))
  const started = performance.now()
  for (let index = 0; index < count; index += 1) {
    const token = mutate(real, random)
    // Half through the readers as in production, half straight into the library, which must stand alone.
    if (index % 2 === 0) note(await handle(token, accept))
    else await accept(token)
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const megabytes = Math.round(process.memoryUsage().rss / 2 ** 20)
  console.log(JSON.stringify({ count, seed: Number(seedText), seconds, megabytes, ...tally }))
} finally {
  await lab.stop()
}
