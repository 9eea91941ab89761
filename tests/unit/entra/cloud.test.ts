import assert from 'node:assert/strict'
import { test } from 'node:test'
import { application } from '../../../src/config/application.ts'
import { clouds } from '../../../src/entra/cloud.ts'

test('every cloud can be named in the settings, and each row speaks of its own hosts only', () => {
  assert.deepEqual(application.shape.cloud.unwrap().options.toSorted(), Object.keys(clouds).toSorted())
  for (const [name, row] of Object.entries(clouds)) {
    assert.equal(new URL(row.replyUrl).host, row.loginHost, name)
    assert.ok(row.deviceRegistrationResource.endsWith(row.deviceRegistrationHost), name)
    const ownHost = row.instanceName.replace(/^partner\./, '')
    assert.ok(row.loginHost.endsWith(ownHost), name)
    const china = ['china21Vianet'].includes(name)
    assert.equal(
      [row.loginHost, row.deviceRegistrationHost, row.graphHost].every((host) => host.endsWith('.cn')),
      china,
      name,
    )
  }
})
