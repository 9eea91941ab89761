import { managedSettings } from '../../../../src/config/managed-settings.ts'
import { microsoft365Application } from '../../../../src/config/presets.ts'
import { type Facts, IdpError } from '../../../../src/errors.ts'
import { authenticate } from '../../../../src/issuance/authenticate/authenticate.ts'
import type { VerifiedPrincipal } from '../../../../src/issuance/stages.ts'
import { Secret } from '../../../../src/secret.ts'
import { stagedGateway, usersOu } from '../../../conformance/directory/directory-stage.ts'
import { fixedClock } from '../../../fakes/fixed-clock.ts'
import { type MemoryDomain, memoryDomain } from '../../../fakes/memory-domain.ts'
import { memoryPasswords } from '../../../fakes/memory-passwords.ts'
import { memorySettings } from '../../../fakes/memory-settings.ts'
import { scriptedKerberos } from '../../../fakes/scripted-kerberos.ts'
import { scriptedLockout } from '../../../fakes/scripted-lockout.ts'

/** Two forests in memory, each with a gateway, and an application that takes their people's passwords. */

export const password = 'Right-Passw0rd'

interface WorldOptions {
  /** Of the application. */
  readonly application?: Readonly<Record<string, unknown>>
  /** Of every gateway. */
  readonly gateway?: Readonly<Record<string, unknown>>
  /** Gateways the application names, `corp` and `other`. */
  readonly gateways?: readonly ('corp' | 'other')[]
  /** Whether both gateways lead to the domain of `corp`. */
  readonly isOneDomain?: boolean
}

export async function passwordWorld(options: WorldOptions = {}) {
  const domains = { corp: memoryDomain('corp.example.test'), other: memoryDomain('other.example.test') }
  for (const domain of Object.values(domains)) await domain.createOu('Users')
  const domainOf = (id: string) => (id === 'corp' || options.isOneDomain ? domains.corp : domains.other)
  const gateways = Object.keys(domains).map((id) => stagedGateway(id, domainOf(id), { ...options.gateway, name: id }))
  const named = options.gateways ?? ['corp']
  const both = named.flatMap((gateway) => ['users', 'devices'].map((userType) => ({ gateway, userType })))
  const m365 = microsoft365Application({ id: 'm365', domainName: 'example.test', gateways: both })
  const managed = managedSettings.parse({ gateways, applications: [{ ...m365, ...options.application }] })
  const clock = fixedClock()
  const passwords = memoryPasswords(
    ({ id }) => domainOf(id).directory,
    () => clock.now(),
  )
  const lockout = scriptedLockout()
  const settings = memorySettings(managed)
  const kerberos = scriptedKerberos({ realms: {}, answers: [], heldKeys: [], hasNewKeys: false })
  const ports = { settings, kerberos, passwords, lockout, clock }
  const notes: Facts[] = []
  const application = only(settings.current().managed.applications)

  function attempt(username: string, typed: string) {
    const credential = { kind: 'password', username, password: new Secret(typed) } as const
    const network = { remoteAddress: '203.0.113.9', insideIntranet: false }
    return { application, network, credential, channelBinding: undefined }
  }
  function signIn(username: string, typed: string): Promise<VerifiedPrincipal> {
    return authenticate(attempt(username, typed), ports, (facts) => void notes.push(facts))
  }

  return {
    ...{ domains, passwords, lockout, notes, attempt, signIn, ports },
    allowPasswordChanges(allowed: boolean) {
      const userTypes = (gateway: (typeof managed.gateways)[number]) =>
        gateway.userTypes.map((userType) => ({ ...userType, allowPasswordChanges: allowed }))
      settings.replace({
        ...managed,
        gateways: managed.gateways.map((gateway) => ({ ...gateway, userTypes: userTypes(gateway) })),
      })
    },
    async createUser(
      account: { sam: string; mail?: string; upn?: string; ou?: string },
      domain: MemoryDomain = domains.corp,
    ) {
      const made = await domain.createUser({ ou: usersOu(domain), ...account })
      passwords.setPassword(made.dn, password)
      return made
    },
    async refused(username: string, typed: string): Promise<IdpError> {
      const error: unknown = await signIn(username, typed).then(
        () => undefined,
        (reason: unknown) => reason,
      )
      if (error instanceof IdpError) return error
      throw new Error(`an IdpError expected, got ${String(error)}`)
    },
  }
}

function only<T>([one]: readonly T[]): T {
  if (one === undefined) throw new Error('the settings have no application')
  return one
}
