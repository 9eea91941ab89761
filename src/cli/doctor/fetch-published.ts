import { lookup } from 'node:dns/promises'
import { request } from 'node:https'
import { BlockList, isIP, isIPv4 } from 'node:net'
import type { Input } from '../../doctor/intake/read-input.ts'
import { readInput } from '../../doctor/intake/read-input.ts'
import { byteReaders, lineReaders } from '../../doctor/readers/reader-list.ts'

/**
 * --fetch: the documents of the addresses that federation settings in the input name. The addresses are the word of whoever wrote the
 * input, so nothing inside our own network is asked, and the address that was judged is the one that is connected to.
 */
export interface Web {
  resolve(host: string): Promise<readonly string[]>
  /** Connects to that address and no other; TLS is for the host. Follows no redirect. Throws for what is not a 200. */
  get(url: URL, address: string): Promise<Uint8Array>
}

export interface Fetched {
  readonly inputs: readonly Input[]
  /** What was not fetched, and why. */
  readonly refused: readonly string[]
}

/** An input names few; a list of thousands is no federation. */
const fetchLimit = 4

export async function fetchPublished(inputs: readonly Input[], web: Web): Promise<Fetched> {
  const fetched: Input[] = []
  const refused: string[] = []
  for (const address of addressesIn(inputs).slice(0, fetchLimit))
    try {
      const url = new URL(address)
      if (
        url.protocol !== 'https:' ||
        url.port !== '' ||
        url.username !== '' ||
        isIP(url.hostname.replace(/[[\]]/g, ''))
      )
        throw new Error('only https addresses with a host name, on port 443')
      fetched.push({ source: url.href, chunks: [await web.get(url, await publicAddress(url.hostname, web))] })
    } catch (error) {
      refused.push(`${address} is not fetched: ${error instanceof Error ? error.message : String(error)}`)
    }
  return { inputs: fetched, refused }
}

/** The metadata exchange document, and the federation metadata beside it where AD FS and Joinery have them. */
function addressesIn(inputs: readonly Input[]): readonly string[] {
  const readings = inputs.flatMap((input) => readInput(input, { lineReaders, byteReaders }).readings)
  const found = readings.flatMap((reading) =>
    reading.kind === 'federation-settings' ? (reading.facts.metadataExchangeUri?.value ?? []) : [],
  )
  const beside = '/FederationMetadata/2007-06/FederationMetadata.xml'
  return [...new Set(found.flatMap((uri) => (URL.canParse(uri) ? [uri, new URL(beside, uri).href] : [])))]
}

/** One of them inside is enough to refuse: a name that leads both ways is not trusted. */
async function publicAddress(host: string, web: Web): Promise<string> {
  const addresses = await web.resolve(host)
  const [first] = addresses
  if (first === undefined || !addresses.every(isPublic)) throw new Error('its host is not on the Internet')
  return first
}

/** Not public [RFC6890]; of IPv6 only the global unicast range is, without documentation, 6to4 and what tunnels or is special. */
const special = new BlockList()
for (const range of `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
  192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3`.split(/\s+/))
  special.addSubnet(range.split('/')[0] ?? '', Number(range.split('/')[1]), 'ipv4')
for (const range of ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'])
  special.addSubnet(range.split('/')[0] ?? '', Number(range.split('/')[1]), 'ipv6')
const global = new BlockList()
global.addSubnet('2000::', 3, 'ipv6')

function isPublic(address: string): boolean {
  if (isIPv4(address)) return !special.check(address, 'ipv4')
  return global.check(address, 'ipv6') && !special.check(address, 'ipv6')
}

const timeLimitMilliseconds = 10_000
const sizeLimit = 4 * 1024 * 1024

export const realWeb: Web = {
  async resolve(host) {
    return (await lookup(host, { all: true })).map(({ address }) => address)
  },
  get(url, address) {
    const family = isIPv4(address) ? 4 : 6
    return new Promise((resolve, reject) => {
      const asked = request(
        url,
        {
          agent: false,
          signal: AbortSignal.timeout(timeLimitMilliseconds),
          lookup: (_host, { all }, done) => (all ? done(null, [{ address, family }]) : done(null, address, family)),
        },
        (reply) => {
          if (reply.statusCode !== 200) {
            asked.destroy()
            reject(new Error(`it answers HTTP ${reply.statusCode}`))
            return
          }
          const chunks: Buffer[] = []
          let size = 0
          reply.on('data', (chunk: Buffer) => {
            size += chunk.length
            if (size > sizeLimit) asked.destroy(new Error(`it is larger than ${sizeLimit} bytes`))
            else chunks.push(chunk)
          })
          reply.on('end', () => resolve(Buffer.concat(chunks)))
          reply.on('error', reject)
        },
      )
      asked.on('error', reject)
      asked.end()
    })
  },
}
