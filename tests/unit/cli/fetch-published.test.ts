import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fetchPublished, realWeb, type Web } from '../../../src/cli/doctor/fetch-published.ts'

const settings = (metadataExchangeUri: string) => ({
  source: 'settings.json',
  chunks: [
    Buffer.from(
      JSON.stringify({
        '@odata.type': '#microsoft.graph.internalDomainFederation',
        issuerUri: 'https://sts.example.test/issuer',
        metadataExchangeUri,
        passiveSignInUri: 'https://sts.example.test/adfs/ls/',
        preferredAuthenticationProtocol: 'wsFed',
      }),
    ),
  ],
})

/** Remembers what it was asked for; every name leads to the given addresses. */
function web(addresses: readonly string[]): Web & { readonly asked: readonly string[] } {
  const asked: string[] = []
  return {
    asked,
    resolve: async () => addresses,
    get: async (url, address) => {
      asked.push(`${url.href} at ${address}`)
      if (!url.pathname.endsWith('/mex')) throw new Error('it answers HTTP 404')
      return Buffer.from('document')
    },
  }
}

const mex = 'https://sts.example.test/adfs/services/trust/mex'

test('the documents of a public host are fetched from the address that was judged', async () => {
  const internet = web(['93.184.215.14', '2606:2800:21f::1'])
  const { inputs, refused } = await fetchPublished([settings(mex)], internet)
  assert.deepEqual(internet.asked, [
    `${mex} at 93.184.215.14`,
    'https://sts.example.test/FederationMetadata/2007-06/FederationMetadata.xml at 93.184.215.14',
  ])
  assert.deepEqual(
    inputs.map(({ source }) => source),
    [mex],
  )
  assert.match(refused.join(), /FederationMetadata\.xml is not fetched: it answers HTTP 404/)
})

const inside = `127.0.0.1 10.1.2.3 172.31.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255
  ::1 :: fe80::1 fd00::1 ::ffff:10.0.0.1 ::ffff:93.184.215.14 64:ff9b::a00:1 2002:a00:1:: 2001:db8::1 ff02::1`

for (const address of inside.split(/\s+/))
  test(`a name that leads to ${address} is not asked, nor one that leads there too`, async () => {
    for (const addresses of [[address], ['93.184.215.14', address]]) {
      const network = web(addresses)
      const { inputs, refused } = await fetchPublished([settings(mex)], network)
      assert.deepEqual([inputs, network.asked], [[], []])
      assert.equal(refused.length, 2)
    }
  })

test('only https, on its own port, with a host name and no credentials', async () => {
  for (const uri of [
    'http://sts.example.test/mex',
    'https://sts.example.test:8443/mex',
    'https://a:b@sts.example.test/mex',
    'https://93.184.215.14/mex',
    'https://[2606:2800:21f::1]/mex',
    'https://2130706433/mex',
  ]) {
    const network = web(['93.184.215.14'])
    await fetchPublished([settings(uri)], network)
    assert.ok(
      network.asked.every((asked) => !asked.startsWith(uri)),
      uri,
    )
  }
})

test('without federation settings nothing is asked', async () => {
  const network = web(['93.184.215.14'])
  await fetchPublished([{ source: 'a.txt', chunks: [Buffer.from(`see ${mex}`)] }], network)
  assert.deepEqual(network.asked, [])
})

test('the connection goes to the given address, whatever the name leads to', async () => {
  // Nothing listens there; the refusal names who was asked.
  await assert.rejects(
    realWeb.get(new URL('https://sts.example.test/mex'), '127.255.255.254'),
    /127\.255\.255\.254:443/,
  )
})
