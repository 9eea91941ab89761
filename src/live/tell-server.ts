import type { Application } from '../config/application.ts'
import { applicationAddresses } from '../config/endpoints.ts'
import { applicationOrigin, publicHosts } from '../config/public-hosts.ts'
import type { LiveObject } from '../doctor/live-evidence.ts'
import type { SignInRecord } from '../ports.ts'
import { publishMex } from '../publish/publish-mex.ts'
import { askAddress } from './ask-address.ts'
import { type LiveSources, problemOf } from './live-sources.ts'

/** The server as clients meet it: addresses, documents, certificates, and what stands before it. */
export async function tellServer(sources: LiveSources): Promise<readonly LiveObject[]> {
  const { boot, ports } = sources
  const { managed } = ports.settings.current()
  const applications = managed.applications.filter(({ enabled }) => enabled)
  const from = new Date(ports.clock.now().getTime() - hourMilliseconds)
  const limited = await sources.listSignIns({ from, code: 'AUTHENTICATE_RATE_LIMITED' }).catch(() => [])
  const told = await Promise.all([
    ...applications.map((application) => tellApplication(sources, application)),
    ...firstOfEachOrigin(applications, boot.publicUrl).map((application) => tellRequests(sources, application)),
  ])
  return [
    {
      about: 'server',
      publicUrl: boot.publicUrl,
      tls: boot.tls ? 'server' : 'proxy',
      trustedProxies: boot.trustedProxies,
    },
    ...told.flat(),
    ...limitedAddresses(limited),
  ]
}

/** What stands before a host stands before all its addresses. */
function firstOfEachOrigin(applications: readonly Application[], publicUrl: string): readonly Application[] {
  const byOrigin = Map.groupBy(applications, (application) => applicationOrigin(application, publicUrl))
  return [...byOrigin.values()].flatMap(([first]) => first ?? [])
}

const hourMilliseconds = 3_600_000
const listed = 20

/** Those whose passwords were refused unread, the most often refused first. */
function limitedAddresses(refused: readonly SignInRecord[]): readonly LiveObject[] {
  return [...Map.groupBy(refused, ({ remoteAddress }) => remoteAddress)]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .slice(0, listed)
    .map(([remoteAddress, records]) => ({
      about: 'limitedAddress',
      remoteAddress,
      refusals: records.length,
      last: records[0]?.startedAt.toISOString() ?? '',
    }))
}

async function tellApplication(sources: LiveSources, application: Application): Promise<readonly LiveObject[]> {
  const { ports } = sources
  const settings = ports.settings.current()
  const addresses = applicationAddresses(applicationOrigin(application, settings.publicUrl), application.id)
  const signing = await ports.signers.certificatesFor(application).then(
    (certificates) => ({ certificates: certificates.map((one) => Buffer.from(one).toString('base64')) }),
    (error: unknown) => ({ certificates: [], ...problemOf(error) }),
  )
  const documents = (['mex', 'mex13'] as const).map((document): LiveObject => {
    const { body } = publishMex(application, document, settings)
    return { about: 'mex', application: application.id, document, text: body }
  })
  return [
    {
      about: 'application',
      application: application.id,
      domainName: application.domainName,
      issuerUri: application.issuerUri,
      passiveSignInUri: addresses.passiveSignInUri,
      activeSignInUri: addresses.activeSignInUri,
      metadataExchangeUri: addresses.mex13,
      signOutUri: addresses.signOutUri,
      ...signing,
    },
    ...documents,
  ]
}

/** The document is asked for at the listener, and by its name: what differs is what stands between. */
async function tellRequests(
  { boot, ports, publicPort }: LiveSources,
  application: Application,
): Promise<readonly LiveObject[]> {
  const settings = ports.settings.current()
  const address = applicationAddresses(applicationOrigin(application, settings.publicUrl), application.id).mex13
  const { body } = publishMex(application, 'mex13', settings)
  const { host } = boot.listen.public
  const here = { host: /^(?:0\.0\.0\.0|::|\[::\])$/.test(host) ? '127.0.0.1' : host, port: publicPort }
  const ways = boot.tls ? (['listener', 'name'] as const) : (['name'] as const)
  const answers = await Promise.all(
    ways.map(async (way) => {
      const answer = await askAddress(address, way === 'listener' ? here : undefined)
      return { way, answer }
    }),
  )
  const hosts = publicHosts({ managed: { applications: [application] }, publicUrl: settings.publicUrl })
  return answers.flatMap(({ way, answer }): readonly LiveObject[] => {
    const base = { about: 'request' as const, way, address }
    if ('error' in answer)
      return [{ ...base, isOurs: false, isUnreachable: way === 'name', ...problemOf(answer.error) }]
    const { status, text, certificates, distrust } = answer
    return [
      { ...base, status, isOurs: status === 200 && text === body },
      { about: 'tls', way, certificates, hosts, distrust },
    ]
  })
}
