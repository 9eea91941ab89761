import { makeOpaqueValue } from '../../src/admin/api-clients/opaque-value.ts'
import type { BootSettings } from '../../src/config/boot-settings.ts'
import { type Role, roles } from '../../src/config/roles.ts'
import { openStorage, type Storage } from '../../src/storage/open-storage.ts'
import { systemClock, systemRandomness } from '../../src/system-ports.ts'

/** An access token for each role, good for the tests of a file, made in the database of a server that runs. */
export async function makeTokens(boot: BootSettings): Promise<Readonly<Record<Role, string>>> {
  const storage = await openStorage({ ...boot, clock: systemClock, randomness: systemRandomness, warn: () => {} })
  try {
    const made = await Promise.all(roles.map(async (role) => [role, await makeToken(storage, role)] as const))
    return Object.fromEntries(made) as Record<Role, string>
  } finally {
    await storage.close()
  }
}

const hour = 3_600_000

async function makeToken({ apiClients }: Storage, role: Role): Promise<string> {
  const now = systemClock.now()
  const id = systemRandomness.uuid()
  const client = {
    id,
    name: `Test ${role}`,
    description: undefined,
    role,
    enabled: true,
    createdAt: now,
    updatedAt: now,
  }
  const secret = { id: systemRandomness.uuid(), hash: makeOpaqueValue('jcs_', systemRandomness).hash, createdAt: now }
  const actor = { kind: 'commandLine', id: 'test', name: 'test', role: 'owner', remoteAddress: '' } as const
  const resource = `apiClients/${id}`
  await apiClients.add(client, secret, { id: systemRandomness.uuid(), at: now, actor, action: 'create', resource })
  const { text, hash } = makeOpaqueValue('jat_', systemRandomness)
  await apiClients.addToken({ hash, clientId: id, secretId: secret.id, expiresAt: new Date(now.getTime() + hour) }, now)
  return text
}
