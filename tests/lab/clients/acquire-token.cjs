// adal-node, unmodified, gets a token for a user's name and password; prints what it got as JSON.
// usage: acquire-token.cjs AUTHORITY USERNAME < PASSWORD
// Its axios cannot speak to a proxy, so connections are led to where JOINERY_TEST_HOSTS says; whom to trust: NODE_EXTRA_CA_CERTS.
const tls = require('node:tls')
const { readFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { join } = require('node:path')

const hosts = JSON.parse(process.env.JOINERY_TEST_HOSTS)
const connect = tls.connect
tls.connect = (options, ...rest) => {
  const at = hosts[options.host]
  if (at === undefined) throw new Error(`nobody is ${options.host} here`)
  return connect({ ...options, servername: options.host, host: at.address, port: at.port ?? 443 }, ...rest)
}

const clients = createRequire(join(__dirname, '../../clients/package.json'))
const { AuthenticationContext } = clients('adal-node')
const [authority, username] = process.argv.slice(2)
const client = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
const password = readFileSync(0, 'utf8')
const context = new AuthenticationContext(authority)
context.acquireTokenWithUsernamePassword('https://graph.microsoft.com', username, password, client, (error, token) => {
  const found = error ? { error: error.name, error_description: error.message } : { access_token: token.accessToken }
  process.stdout.write(JSON.stringify(found))
})
