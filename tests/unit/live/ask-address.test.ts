import assert from 'node:assert/strict'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { createServer } from 'node:https'
import { after, before, test } from 'node:test'
import { makeSigningKey } from '../../../src/keys/make-signing-key.ts'
import { askAddress } from '../../../src/live/ask-address.ts'
import { countedRandomness } from '../../fakes/counted-randomness.ts'

let at = { host: '127.0.0.1', port: 0 }
let certificate: Uint8Array = new Uint8Array()
let close = (): void => {}
const hosts: (string | undefined)[] = []

before(async () => {
  const { record, privateKey } = await makeSigningKey({
    ...{ id: 'tls', state: 'active', commonName: 'sts.example.test', now: new Date() },
    randomness: countedRandomness(),
  })
  certificate = record.certificate
  const key = createPrivateKey({ key: Buffer.from(privateKey.reveal()), format: 'der', type: 'pkcs8' })
  const server = createServer(
    {
      cert: new X509Certificate(certificate).toString(),
      key: key.export({ format: 'pem', type: 'pkcs8' }),
    },
    (request, response) => {
      hosts.push(request.headers.host)
      if (request.url === '/large') response.end('x'.repeat(3 * 1024 * 1024))
      else if (request.url === '/elsewhere') response.writeHead(302, { location: 'https://sts.example.test/' }).end()
      else response.end('<document/>')
    },
  )
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  at = { host: '127.0.0.1', port: address.port }
  close = () => void server.close()
})
after(() => close())

test('the answer at the listener comes with the certificate that was shown, trusted or not', async () => {
  const answer = await askAddress('https://sts.example.test/document', at)
  assert.ok('status' in answer)
  assert.deepEqual([answer.status, answer.text], [200, '<document/>'])
  assert.deepEqual(answer.certificates, [Buffer.from(certificate).toString('base64')])
  assert.match(answer.distrust ?? '', /SELF_SIGNED|UNABLE_TO_VERIFY/)
  assert.equal(hosts.at(-1), 'sts.example.test')
})

test('a redirect is told, not followed; a body without end is cut', async () => {
  const redirect = await askAddress('https://sts.example.test/elsewhere', at)
  assert.ok('status' in redirect && redirect.status === 302)
  const large = await askAddress('https://sts.example.test/large', at)
  assert.ok('error' in large || large.text.length <= 1024 * 1024)
})

test('an address where nobody listens, and a name that leads nowhere, are errors as values', async () => {
  assert.ok('error' in (await askAddress('https://sts.example.test/', { host: '127.0.0.1', port: 1 })))
  assert.ok('error' in (await askAddress('https://nowhere.invalid/', undefined)))
})
