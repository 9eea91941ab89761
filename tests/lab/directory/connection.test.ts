import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, suite, type TestContext, test } from 'node:test'
import { createServer } from 'node:tls'
import type { Gateway } from '../../../src/config/gateway.ts'
import { LdapDirectory } from '../../../src/directory/ldap-directory.ts'
import { defaultTimings, type PoolTimings } from '../../../src/directory/ldap-pool.ts'
import { type ErrorCode, IdpError } from '../../../src/errors.ts'
import { setEnabled } from '../../../src/lab/break-domain.ts'
import { type CertificateRequest, createCertificateAuthority } from '../../../src/lab/certificate-authority.ts'
import type { LabAccount } from '../../../src/lab/domain-accounts.ts'
import { filter } from '../../../src/protocol/ldap/ldap-filter.ts'
import { memorySecrets } from '../../fakes/memory-secrets.ts'
import { openSambaStage, type SambaStage, systemClock } from './samba-stage.ts'

/** Reaching real domain controllers, and losing them. */

suite('connection to Samba', () => {
  let stage: SambaStage
  let gateway: Gateway

  before(async () => {
    stage = await openSambaStage()
    gateway = { ...stage.corp.gateway, connectTimeoutSeconds: 1, operationTimeoutSeconds: 2 }
  })
  after(() => stage?.close())

  function connect(context: TestContext, account: LabAccount = stage.reader, timings: Partial<PoolTimings> = {}) {
    const secrets = memorySecrets({ 'gateways/corp/bindPassword': account.password })
    const directory = new LdapDirectory({ secrets, clock: systemClock, timings: { ...defaultTimings, ...timings } })
    context.after(() => directory.close())
    const search = (changes: Partial<Gateway> = {}) =>
      directory.search(
        { ...gateway, ...changes },
        {
          base: stage.corpDomain.baseDn,
          scope: 'sub',
          filter: filter`(sAMAccountName=svc-reader)`,
          attributes: ['dn'],
        },
      )
    return { directory, search }
  }

  async function refused(run: Promise<unknown>, code: ErrorCode): Promise<IdpError> {
    const error: unknown = await run.then(
      () => undefined,
      (reason) => reason,
    )
    assert.ok(error instanceof IdpError && error.code === code, `expected ${code}, got ${String(error)}`)
    return error
  }

  test('TLS and StartTLS, with the CA of the domain', async (context) => {
    for (const connectionSecurity of ['TLS', 'StartTLS'] as const)
      assert.equal((await connect(context).search({ connectionSecurity })).length, 1)
  })

  test('a UPN binds as well as a DN', async (context) => {
    assert.equal((await connect(context).search({ bindDN: stage.reader.dn })).length, 1)
    assert.equal((await connect(context).search({ bindDN: stage.reader.upn ?? '' })).length, 1)
  })

  test('without TLS the domain controller takes no password', async (context) => {
    const error = await refused(connect(context).search({ connectionSecurity: 'None' }), 'DIRECTORY_TLS_REQUIRED')
    assert.match(error.fix, /connectionSecurity/)
  })

  test('another CA, or none, is not trusted; unless nobody checks', async (context) => {
    const folder = await mkdtemp(join(stage.lab.folder, 'other-ca-'))
    context.after(() => rm(folder, { recursive: true }))
    const { caFile } = await createCertificateAuthority(folder, Date.now())
    for (const connectionSecurity of ['TLS', 'StartTLS'] as const) {
      await refused(connect(context).search({ connectionSecurity, caFile }), 'DIRECTORY_TLS_UNTRUSTED')
      await refused(connect(context).search({ connectionSecurity, caFile: undefined }), 'DIRECTORY_TLS_UNTRUSTED')
      const unchecked = { connectionSecurity, caFile, validateTlsCertificates: false }
      assert.equal((await connect(context).search(unchecked)).length, 1)
    }
  })

  test('a certificate with another name, or of another time, is refused by name', async (context) => {
    const past = { notBefore: new Date(Date.now() - 5 * 86_400_000), notAfter: new Date(Date.now() - 86_400_000) }
    const cases: readonly (readonly [Partial<CertificateRequest>, ErrorCode])[] = [
      [{}, 'DIRECTORY_TLS_NAME_MISMATCH'],
      [{ addresses: ['127.0.0.1'], ...past }, 'DIRECTORY_TLS_EXPIRED'],
    ]
    for (const [index, [request, code]] of cases.entries()) {
      const port = await serveTls(context, { name: `dc-${index}`, dnsNames: ['dc9.corp.example.test'], ...request })
      await refused(connect(context).search({ serversHostAndPort: [`127.0.0.1:${port}`] }), code)
    }
  })

  test('a port that speaks no TLS is told apart', async (context) => {
    const plain = [`${stage.corpDomain.address}:389`]
    await refused(connect(context).search({ serversHostAndPort: plain }), 'DIRECTORY_TLS_FAILED')
  })

  test('a refused bind says why, in the words of AD', async (context) => {
    const { corpDomain } = stage
    const wrong = { ...stage.reader, password: 'wrong' }
    assert.equal((await refused(connect(context, wrong).search(), 'DIRECTORY_BIND_REFUSED')).facts.data, '52e')
    const nobody = { bindDN: `CN=nobody,${corpDomain.baseDn}` }
    await refused(connect(context).search(nobody), 'DIRECTORY_BIND_REFUSED')
    const disabled = await corpDomain.createUser({ sam: 'svc-disabled' })
    await setEnabled(corpDomain, disabled, false)
    const error = await refused(connect(context, disabled).search({ bindDN: disabled.dn }), 'DIRECTORY_BIND_REFUSED')
    assert.deepEqual([error.facts.data, error.fix], ['533', 'Enable the bind account, or name another one.'])
    const stale = await corpDomain.createUser({ sam: 'svc-stale' })
    await corpDomain.modify(stale.dn, { replace: { pwdLastSet: '0' } })
    const changed = await refused(connect(context, stale).search({ bindDN: stale.dn }), 'DIRECTORY_BIND_REFUSED')
    assert.equal(changed.facts.data, '773')
    const expired = await corpDomain.createUser({ sam: 'svc-expired' })
    await corpDomain.modify(expired.dn, { replace: { accountExpires: '133000000000000000' } })
    const past = await refused(connect(context, expired).search({ bindDN: expired.dn }), 'DIRECTORY_BIND_REFUSED')
    assert.equal(past.facts.data, '701')
  })

  test('the next server answers when the first refuses connections, or takes them and says nothing', async (context) => {
    const working = stage.corpDomain.address
    const { directory, search } = connect(context)
    assert.equal((await search({ serversHostAndPort: [`${working}:1`, working] })).length, 1)
    assert.deepEqual(directory.findStatus('corp')?.idleOn, [`${working}:636`])
    const silent = stage.lab.domain('other')
    silent.freeze()
    try {
      assert.equal((await search({ serversHostAndPort: [silent.address, working] })).length, 1)
      await search({ serversHostAndPort: [silent.address, working] })
    } finally {
      await silent.thaw()
    }
  })

  test('a restart of the domain controller costs the requests of that moment an error with a name, and nothing later', async (context) => {
    const { search } = connect(context)
    await Promise.all(Array.from({ length: 8 }, () => search()))
    let stop = false
    const codes = new Set<string>()
    const load = Array.from({ length: 4 }, async () => {
      while (!stop) {
        await search().catch((error) => codes.add(error instanceof IdpError ? error.code : String(error)))
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    })
    await stage.corpDomain.restart()
    await new Promise((resolve) => setTimeout(resolve, 1100))
    stop = true
    await Promise.all(load)
    assert.ok(
      [...codes].every((code) => code.startsWith('DIRECTORY_')),
      [...codes].join(),
    )
    assert.equal((await search()).length, 1)
  })

  test('a kept connection over which nothing comes back is given up, and replaced when the server is back', async (context) => {
    const { directory, search } = connect(context, stage.reader, { proveAfterMilliseconds: 0, proofMilliseconds: 300 })
    await search()
    stage.corpDomain.freeze()
    try {
      await refused(search(), 'DIRECTORY_TIMEOUT')
      assert.equal(directory.findStatus('corp')?.lastFailure, 'DIRECTORY_TIMEOUT')
    } finally {
      await stage.corpDomain.thaw()
    }
    await new Promise((resolve) => setTimeout(resolve, defaultTimings.outageMilliseconds))
    assert.equal((await search()).length, 1)
  })

  test('an operation the server does not answer ends with the timeout', async (context) => {
    const { search } = connect(context)
    await search()
    stage.corpDomain.freeze()
    try {
      await refused(search(), 'DIRECTORY_TIMEOUT')
    } finally {
      await stage.corpDomain.thaw()
    }
  })

  test('a few hundred searches over eight connections', async (context) => {
    const { search } = connect(context)
    await search()
    const started = performance.now()
    const answers = await Promise.all(Array.from({ length: 400 }, () => search()))
    assert.ok(answers.every(({ length }) => length === 1))
    context.diagnostic(`${((performance.now() - started) / 400).toFixed(2)} ms a search`)
  })

  /** A TLS server that only shakes hands. */
  async function serveTls(context: TestContext, request: CertificateRequest): Promise<number> {
    const { certificateFile, keyFile } = await stage.lab.issue(request)
    const server = createServer({ cert: await readFile(certificateFile), key: await readFile(keyFile) })
    server.on('tlsClientError', () => {})
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    context.after(() => server.close())
    const address = server.address()
    assert.ok(address !== null && typeof address !== 'string')
    return address.port
  }
})
