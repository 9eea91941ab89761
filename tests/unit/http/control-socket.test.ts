import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { postControl } from '../../../src/cli/post-control.ts'
import { controlSocketPath, openControlSocket } from '../../../src/http/control-socket.ts'
import { memorySettings } from '../../fakes/memory-settings.ts'

function unused(): never {
  throw new Error('not asked for here')
}

test('the control socket is private to its owner, replaces a stale one, answers, and is gone after a stop', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'joinery-control-'))
  chmodSync(folder, 0o755)
  const path = controlSocketPath(folder)
  writeFileSync(path, 'left by a server that was killed')
  let refreshed = 0
  try {
    const refresh = async () => {
      refreshed += 1
    }
    const app = await openControlSocket(folder, {
      settings: { ...memorySettings({}, 'https://sts.example.test'), refresh },
      kerberos: { test: unused, restart: unused },
      restartDirectory: unused,
      proposeAnchors: unused,
      gatherEvidence: async (subject) => ({ subject }),
      diagnose: async (input, form) => ({ bytes: input.length, ...form }),
    })
    assert.ok(statSync(path).isSocket())
    assert.equal(statSync(path).mode & 0o777, 0o600)
    assert.deepEqual(readdirSync(folder), ['control.sock'])
    await postControl(folder, '/settings/refresh')
    assert.equal(refreshed, 1)
    const asked = async (query: string) => (await postControl(folder, `/evidence${query}`)).body
    assert.deepEqual(await asked('?computer=WS01%24'), { subject: { account: 'device', name: 'WS01$' } })
    assert.deepEqual(await asked('?user=a%40b.test'), { subject: { account: 'user', name: 'a@b.test' } })
    assert.deepEqual(await asked(''), {})
    const posted = await app.inject({ method: 'POST', url: '/diagnose?share', payload: Buffer.alloc(2_000_000, 'x') })
    assert.deepEqual(posted.json(), { bytes: 2_000_000, share: true })
    await app.close()
    assert.ok(!existsSync(path))
  } finally {
    rmSync(folder, { recursive: true })
  }
})
