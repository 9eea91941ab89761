import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import kerberos from 'kerberos'
import { wsTrust } from '../../../src/protocol/names/ws-trust.ts'
import { noAddressing } from '../../../src/protocol/soap/addressing.ts'
import { serializeTokenResponse } from '../../../src/protocol/ws-trust/token-response-message.ts'
import { parseXml } from '../../../src/protocol/xml/parse-xml.ts'
import { serializeXml } from '../../../src/protocol/xml/serialize-xml.ts'
import { type AssertionFacts, makeAssertion } from '../../unit/simulator/tenant/device-assertion.ts'
import type { SigningKey } from '../../unit/simulator/test-keys.ts'

/** A token service as small as can be, so that the device is tried against something that is not Joinery. */
export interface StandInSts {
  readonly port: number
  /** Client names as GSSAPI showed them. */
  readonly clients: readonly string[]
  stop(): Promise<void>
}

export interface StandInOptions {
  readonly certificate: string
  readonly key: string
  readonly signingKey: SigningKey
  /** The document for the port it listens on. */
  mexFor(port: number, path: string): string
  /** What to say of the client that came. */
  factsFor(client: string): AssertionFacts
}

export async function startStandInSts(options: StandInOptions): Promise<StandInSts> {
  const clients: string[] = []
  const server = createServer({ cert: options.certificate, key: options.key }, (incoming, outgoing) => {
    answer(incoming, outgoing, options, clients).catch(() =>
      outgoing.writeHead(401, { 'www-authenticate': 'Negotiate' }).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    clients,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: StandInOptions,
  clients: string[],
): Promise<void> {
  for await (const _ of incoming) {
    // The request's content does not matter here.
  }
  if (incoming.method === 'GET') {
    outgoing
      .writeHead(200, { 'content-type': 'text/xml' })
      .end(options.mexFor(incoming.socket.localPort ?? 0, incoming.url ?? ''))
    return
  }
  const [, token] = (incoming.headers.authorization ?? '').split(' ')
  if (token === undefined) {
    outgoing.writeHead(401, { 'www-authenticate': 'Negotiate' }).end()
    return
  }
  const acceptor = await kerberos.initializeServer(`HTTP@${(incoming.headers.host ?? '').split(':')[0]}`)
  await acceptor.step(token)
  clients.push(acceptor.username)
  const facts = options.factsFor(acceptor.username)
  const signed = Buffer.from(await makeAssertion(facts, options.signingKey))
  const version = incoming.url?.includes('/13/') ? '13' : '2005'
  const names = version === '13' ? wsTrust.wst200512 : wsTrust.wst200502
  const body = serializeTokenResponse({
    addressing: { ...noAddressing, action: names.responseAction, messageId: `urn:uuid:${randomUUID()}` },
    timestamp: undefined,
    response: {
      version,
      created: facts.notBefore,
      expires: facts.notOnOrAfter,
      appliesTo: facts.audience,
      tokenType: 'urn:oasis:names:tc:SAML:1.0:assertion',
      assertionId: '_a1',
      assertion: serializeXml(parseXml(signed)),
    },
  })
  outgoing.writeHead(200, { 'content-type': 'application/soap+xml; charset=utf-8' }).end(body)
}
