import { hashOf } from '../../src/admin/api-clients/opaque-value.ts'
import { sessionIdOf } from '../../src/administrators/console-sessions.ts'
import type { BootSettings } from '../../src/config/boot-settings.ts'
import { type Role, roles } from '../../src/config/roles.ts'
import { Secret } from '../../src/secret.ts'
import { openStorage, type Storage } from '../../src/storage/open-storage.ts'
import { systemClock, systemRandomness } from '../../src/system-ports.ts'

/**
 * What the cookie of a signed-in administrator of each role holds, for the tests of a file; made in the database of a server that runs.
 * How people really sign in is tried by administrators.test.ts.
 */
export async function beginSessions(boot: BootSettings): Promise<Readonly<Record<Role, string>>> {
  const storage = await openStorage({ ...boot, clock: systemClock, randomness: systemRandomness, warn: () => {} })
  try {
    const made = await Promise.all(roles.map(async (role) => [role, await beginSession(storage, role)] as const))
    return Object.fromEntries(made) as Record<Role, string>
  } finally {
    await storage.close()
  }
}

const hour = 3_600_000

async function beginSession(storage: Storage, role: Role): Promise<string> {
  const administratorId = await makeAdministrator(storage, role)
  const secret = Buffer.from(systemRandomness.bytes(32)).toString('base64url')
  const now = systemClock.now()
  await storage.administratorSessions.add(
    {
      ...{ id: sessionIdOf(secret), handle: systemRandomness.uuid(), administratorId, stage: 'signedIn' },
      // Nobody sits there to prove it again; that it is asked for is tried elsewhere.
      factorAt: new Date(now.getTime() + hour),
      ...{ role: undefined, remoteAddress: '127.0.0.1', userAgent: undefined, createdAt: now, lastUsedAt: now },
    },
    undefined,
  )
  return secret
}

/** By a link, as every administrator comes into being; nobody knows the password. */
async function makeAdministrator({ invitations }: Storage, role: Role): Promise<string> {
  const now = systemClock.now()
  const id = systemRandomness.uuid()
  const tokenHash = hashOf(id)
  const shared = { role, name: `Test ${role}`, email: undefined, createdAt: now }
  const invitation = { ...shared, id: systemRandomness.uuid(), purpose: 'invite', administratorId: id } as const
  await invitations.add({ ...invitation, createdBy: 'test', expiresAt: new Date(now.getTime() + hour) }, tokenHash)
  const record = { ...shared, id, account: { kind: 'local' }, enabled: true, updatedAt: now } as const
  const factor = {
    kind: 'totp',
    id: systemRandomness.uuid(),
    label: '',
    createdAt: now,
    lastUsedAt: undefined,
  } as const
  const accepted = {
    record: { ...record, lastSignInAt: now },
    passwordHash: new Secret('nobody knows it'),
    factor: { ...factor, secret: new Secret(systemRandomness.bytes(20)), lastCount: 0 },
    recoveryCodeHashes: [hashOf('nobody knows it either')],
  }
  await invitations.accept(tokenHash, accepted, now)
  return id
}
