import {
  cloudUserType,
  deviceUserType,
  microsoft365Application,
  presetSchemaAttributes,
} from '../src/config/presets.ts'
import type { TrustHttpRequest } from '../src/issuance/stages.ts'
import type {
  AcceptedTicket,
  Directory,
  DirectoryEntry,
  DirectoryQuery,
  KerberosAcceptor,
  PasswordVerifier,
} from '../src/ports.ts'
import { type DomainAccount, type MemoryDomain, memoryDomain } from '../tests/fakes/memory-domain.ts'
import { readFixtures } from '../tests/fixtures/kerberos/read-fixtures.ts'
import { readRequestFixtures } from '../tests/fixtures/read-request-fixtures.ts'

/**
 * A directory and a Kerberos acceptor that answer at once, so that what is left of a request's cost is ours: every stage runs, and
 * gets what a real domain would have said. Many computers, each with a request of its own.
 */
export interface StandIns {
  readonly managed: unknown
  readonly directory: Directory
  readonly kerberos: KerberosAcceptor
  /** Takes any password for the right one. */
  readonly passwords: PasswordVerifier
  /** User names, as many as computers. */
  readonly usernames: readonly string[]
  /** As the listener would hand it over; the next computer's at each call. */
  nextRequest(): TrustHttpRequest
}

const kerberosRealm = 'CORP.EXAMPLE.TEST'
const gatewayId = 'corp'

export async function createStandIns(computerCount: number): Promise<StandIns> {
  const domain = memoryDomain()
  const devicesOu = await domain.createOu('Devices')
  const computers: DomainAccount[] = []
  for (let at = 0; at < computerCount; at += 1)
    computers.push(await domain.createComputer({ sam: `WS${at}$`, ou: devicesOu }))
  const usernames = await createUsers(domain, computerCount)
  const directory = rememberingDirectory(domain.directory)
  let turn = 0
  const nextComputer = (): DomainAccount => {
    const computer = computers[turn++ % computers.length]
    if (computer === undefined) throw new Error('there are no computers')
    return computer
  }
  return {
    managed: managedFor(domain.baseDn, devicesOu),
    directory,
    passwords: instantPasswords(directory),
    usernames,
    kerberos: instantKerberos(nextComputer),
    nextRequest: requests(),
  }
}

/** As AD has them: nothing counted against anybody, and a policy that locks. */
async function createUsers(domain: MemoryDomain, count: number): Promise<readonly string[]> {
  const usersOu = await domain.createOu('Users')
  await domain.replace(domain.baseDn, {
    lockoutThreshold: '50',
    lockOutObservationWindow: '-18000000000',
    lockoutDuration: '-18000000000',
  })
  const usernames = Array.from({ length: count }, (_, at) => `user${at}@${domain.dnsDomain}`)
  const attributes = { badPwdCount: '0', badPasswordTime: '0', lockoutTime: '0' }
  for (const [at, mail] of usernames.entries())
    await domain.createUser({ sam: `user${at}`, ou: usersOu, mail, upn: mail, attributes })
  return usernames
}

function instantPasswords(directory: Directory): PasswordVerifier {
  return {
    findAccounts: async (gateway, query) => ({
      judge: { gateway, server: 'dc1.corp.example.test:636' },
      entries: await directory.search(gateway, query),
    }),
    verify: async () => ({ outcome: 'right' }),
    pretend: async () => {},
    waitAsLong: async () => {},
    change: async () => {},
  }
}

function managedFor(baseDn: string, devicesOu: string): unknown {
  return {
    networks: { intranetRanges: ['127.0.0.0/8'] },
    schemaAttributes: presetSchemaAttributes,
    gateways: [
      {
        id: gatewayId,
        name: gatewayId,
        serversHostAndPort: ['dc1.corp.example.test'],
        bindDN: `CN=reader,CN=Users,${baseDn}`,
        kerberos: { serviceAccountUserPrincipalName: 'svc@corp.example.test' },
        userTypes: [
          cloudUserType({ id: 'users', searchBaseDn: `OU=Users,${baseDn}` }),
          deviceUserType({ id: 'devices', searchBaseDn: devicesOu, externalIdSource: 'objectGUID' }),
        ],
      },
    ],
    applications: [
      {
        ...microsoft365Application({
          id: 'm365',
          domainName: 'corp.example.test',
          gateways: ['users', 'devices'].map((userType) => ({ gateway: gatewayId, userType })),
        }),
        issuerUri: 'https://sts.example.test/applications/m365',
      },
    ],
  }
}

/** Each query is worked out once. */
function rememberingDirectory(directory: Directory): Directory {
  const answers = new Map<string, Promise<readonly DirectoryEntry[]>>()
  const keyOf = ({ base, scope, filter, attributes }: DirectoryQuery) =>
    `${scope} ${base} ${filter} ${attributes.length}`
  return {
    search(gateway, query) {
      const key = keyOf(query)
      const known = answers.get(key)
      if (known !== undefined) return known
      const answer = directory.search(gateway, query)
      answers.set(key, answer)
      return answer
    },
  }
}

function instantKerberos(nextComputer: () => DomainAccount): KerberosAcceptor {
  const realms = [kerberosRealm]
  // About as long as the AP-REP of a real acceptor.
  const replyToken = new Uint8Array(140)
  return {
    async accept(): Promise<AcceptedTicket> {
      const { sam, objectSid } = nextComputer()
      return {
        outcome: 'accepted',
        client: { components: [sam], kerberosRealm },
        sid: objectSid,
        samAccountName: sam,
        channelBinding: 'none',
        replyToken,
      }
    },
    realmsOf: async () => realms,
    heldKeys: async () => [],
    newerKeySeen: async () => false,
  }
}

/** What native Windows sends, with a token that a real client made. */
function requests(): () => TrustHttpRequest {
  const fixture = readRequestFixtures('requests').find(({ name }) => name === 'windows-13-windowstransport-alias')
  const token = readFixtures('negotiate').find(({ name }) => name === 'mit-spnego')
  if (fixture === undefined || token === undefined) throw new Error('the fixtures of the bench are gone')
  const headers = { ...fixture.headers, authorization: `Negotiate ${Buffer.from(token.bytes).toString('base64')}` }
  return () => ({
    method: 'POST',
    applicationId: 'm365',
    endpoint: fixture.endpoint,
    headers,
    query: '',
    body: fixture.body,
    remoteAddress: '127.0.0.1',
    channelBinding: undefined,
  })
}
