import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { BrowserReport } from '../browser/browse-microsoft-365.ts'
import type { JoinDebugFacts, JoinEnd, JoinResponse, PreCheck } from '../dsregcmd/print-join-debug.ts'
import type { StatusFacts } from '../dsregcmd/print-status.ts'
import type { Network } from '../send-request.ts'
import { acquireDeviceToken } from './acquire-device-token.ts'
import { DeviceFailure } from './device-failure.ts'
import { makeDeviceKeys, makeUserCertificate } from './device-keys.ts'
import { type Device, type DeviceOptions, deviceOptions } from './device-options.ts'
import { type Caller, discoverTenant, findUserRealm, type TenantDiscovery, type UserRealm } from './discover-tenant.ts'
import {
  type DomainRoot,
  findDomainRoot,
  readComputerObject,
  readServiceConnectionPoint,
  type TenantName,
  writeUserCertificate,
} from './domain-access.ts'
import { recordSteps, type Step, type StepRecorder } from './record-steps.ts'
import { joinBySync, joinWithToken, type RegisteredDevice } from './register.ts'
import { signInByBrowser } from './sign-in-by-browser.ts'
import { type JoinedDevice, signInUser, type UserSignIn } from './sign-in-user.ts'
import { type JoinedFacts, joinEndStatus, joinedStatus, newKeyContainerId, notJoinedStatus } from './status-facts.ts'
import { signIn as getTicket } from './tickets.ts'

/** What came of one run, plain data all through: it crosses a process border. */
export interface DeviceReport {
  readonly path: 'federated' | 'sync' | null
  readonly steps: readonly Step[]
  /** Of the federated leg, also where a fallback hid its failure; else of the user's sign-in. */
  readonly aadsts: number | null
  /** What Windows names as the cause: of the run, or of the leg that a fallback hid, or the NTSTATUS of the user's sign-in. */
  readonly hresult: string | null
  readonly joinDebug: JoinDebugFacts
  readonly status: StatusFacts
  /** Null where no browser was opened. */
  readonly browsing: BrowserReport | null
}

export interface DeviceHooks {
  readonly onStep: (step: Step) => void
  /** The computer has written its certificate into AD; a sync cycle may happen now. */
  readonly afterUserCertificate: () => Promise<void>
  /** The computer is joined, and its user signs in next. */
  readonly afterJoin: () => Promise<void>
}

/** One run of the Automatic-Device-Join task, then the sign-in of a user. Reads and sets the environment of this process. */
export async function runDevice(options: DeviceOptions, hooks: DeviceHooks): Promise<DeviceReport> {
  const { device, network } = startUp(options)
  const caller: Caller = { network, clientRequestId: randomUUID(), osVersion: device.osVersion }
  const run: DeviceRun = { device, caller, recorder: recordSteps(hooks.onStep), hooks, debug: {} }
  try {
    const root = await checkDomain(run)
    return await joinTenant(run, root)
  } catch (error) {
    if (!(error instanceof DeviceFailure)) throw error
    return reportFailure(run, error, 'fed')
  }
}

/** The user's browser alone, on a device that is what it is. Throws where the options open none. */
export async function runBrowser(options: DeviceOptions, onStep: (step: Step) => void): Promise<BrowserReport> {
  const { device, network } = startUp(options)
  const report = await signInByBrowser(device, network, recordSteps(onStep))
  if (report === undefined) throw new Error('the device has no browser')
  return report
}

function startUp(options: DeviceOptions): { readonly device: Device; readonly network: Network } {
  const device = deviceOptions.parse(options)
  if (device.krb5ConfigFile !== undefined) process.env.KRB5_CONFIG = device.krb5ConfigFile
  const ca = device.caFiles.map((file) => readFileSync(file, 'utf8')).join('\n')
  return { device, network: { hosts: device.hosts, ca } }
}

/** Grows as the run goes on. */
interface DeviceRun {
  readonly device: Device
  readonly caller: Caller
  readonly recorder: StepRecorder
  readonly hooks: DeviceHooks
  debug: Partial<JoinDebugFacts>
}

async function checkDomain(run: DeviceRun): Promise<DomainRoot> {
  const { device } = run
  const root = await run.recorder.step(
    'pre-check',
    async () => {
      const found = await findDomainRoot(device)
      if (found) return found
      throw new DeviceFailure('no domain controller answers', { phase: 'pre-check', hresult: '0x8007054b' })
    },
    (found) => `domain controller ${found.domainController}`,
  )
  const { dnsDomain } = device.domain
  run.debug = {
    domainController: { dnsDomain, forest: root.forest, host: root.domainController },
    preCheck: preCheck(true),
  }
  return root
}

function preCheck(isDcAvailable: boolean): PreCheck {
  return {
    preCheckResult: isDcAvailable ? 'Join' : 'DoNotJoin',
    deviceKeysHealthy: 'undefined',
    isJoined: 'undefined',
    isDcAvailable: isDcAvailable ? 'YES' : 'NO',
    isSystem: 'YES',
    keyProvider: 'undefined',
    keyContainer: 'undefined',
    dsrInstance: 'undefined',
    elapsedSeconds: '0',
    resultCode: isDcAvailable ? '0x0' : '0x1',
  }
}

async function joinTenant(run: DeviceRun, root: DomainRoot): Promise<DeviceReport> {
  const { device, caller, recorder } = run
  const principal = `${device.computer.samAccountName}@${device.domain.kerberosRealm}`
  const tenant = await recorder.step('tenant', () => findTenant(device, root, principal), describeTenant)
  const discovery = await recorder.step(
    'discover',
    () => discoverTenant(caller, tenant),
    (found) => `join service ${found.DeviceJoinService.JoinEndpoint}`,
  )
  const realm = await recorder.step('realm', () => findUserRealm(caller, tenant.tenantName), describeRealm)
  const tenantType = realm.account_type === 'Federated' ? 'Federated' : 'Managed'
  run.debug = { ...run.debug, discovery: { tenantType, ...tenant } }
  const place: JoinPlace = { root, tenant, discovery, realm }
  return tenantType === 'Federated' ? joinFederated(run, place) : joinSync(run, place, undefined)
}

interface JoinPlace {
  readonly root: DomainRoot
  readonly tenant: TenantName
  readonly discovery: TenantDiscovery
  readonly realm: UserRealm
}

async function findTenant(device: Device, root: DomainRoot, principal: string): Promise<TenantName> {
  const noTicket = await getTicket(principal, device.computer.credential, device.folder, 'computer')
  if (device.clientSideTenant) return device.clientSideTenant
  if (noTicket)
    throw new DeviceFailure(noTicket.message, { phase: 'discover', hresult: '0x801c001d', subError: '0x8007052e' })
  return readServiceConnectionPoint(device, root)
}

function describeTenant({ tenantId, tenantName }: TenantName): string {
  return `${tenantName} (${tenantId})`
}

function describeRealm(realm: UserRealm): string {
  return `${realm.domain_name} is ${realm.account_type}${realm.federation_protocol ? ` by ${realm.federation_protocol}` : ''}`
}

async function joinFederated(run: DeviceRun, place: JoinPlace): Promise<DeviceReport> {
  const { device, caller, recorder } = run
  const result = await acquireDeviceToken({ device, caller, ...place }, recorder)
  run.debug = { ...run.debug, token: result.token }
  if ('failure' in result) {
    return device.fallbackToSyncJoin ? joinSync(run, place, result.failure) : reportFailure(run, result.failure, 'fed')
  }
  const keys = await makeDeviceKeys()
  const target = { joinUrl: place.discovery.DeviceJoinService.JoinEndpoint, accessToken: result.accessToken }
  const registered = await recorder.step('join', () => joinWithToken(caller, device, keys, target), describeJoin)
  const signedIn = await signIn(run, caller, { keys, registered, tenantId: place.tenant.tenantId })
  return reportJoined(run, place, registered, signedIn, { path: 'federated' })
}

/** The way of managed domains, and the fallback of federated ones; `hidden` is the failure it then hides. */
async function joinSync(run: DeviceRun, place: JoinPlace, hidden: DeviceFailure | undefined): Promise<DeviceReport> {
  const { device, recorder, hooks } = run
  // Windows asks again under a new id after a failed federated join.
  const caller = hidden === undefined ? run.caller : { ...run.caller, clientRequestId: randomUUID() }
  const keys = await makeDeviceKeys()
  try {
    const registered = await recorder.step(
      'sync-join',
      async () => {
        const computer = await readComputerObject(device, place.root)
        await writeUserCertificate(device, computer, await makeUserCertificate(keys, computer.objectGuid, new Date()))
        await hooks.afterUserCertificate()
        const joinUrl = place.discovery.DeviceJoinService.JoinEndpoint
        const { domainController } = place.root
        return joinBySync(caller, device, keys, { joinUrl, computer, domainController, ...place.tenant })
      },
      describeJoin,
    )
    const signedIn = await signIn(run, caller, { keys, registered, ...place.tenant })
    return reportJoined(run, place, registered, signedIn, { path: 'sync' }, hidden)
  } catch (error) {
    if (!(error instanceof DeviceFailure)) throw error
    return reportFailure(run, error, 'sync', hidden)
  }
}

interface SignedIn {
  readonly prt: UserSignIn | undefined
  readonly browsing: BrowserReport | undefined
}

/** The user on the joined device: at its logon screen, then in a browser. */
async function signIn({ device, recorder, hooks }: DeviceRun, caller: Caller, joined: JoinedDevice): Promise<SignedIn> {
  if (device.user === undefined) return { prt: undefined, browsing: undefined }
  await hooks.afterJoin()
  const prt = await signInUser(device, caller, joined, recorder)
  return { prt, browsing: await signInByBrowser(device, caller.network, recorder) }
}

function describeJoin(registered: RegisteredDevice): string {
  return `device ${registered.deviceId}, certificate ${registered.thumbprint}`
}

function reportJoined(
  run: DeviceRun,
  place: JoinPlace,
  registered: RegisteredDevice,
  { prt, browsing }: SignedIn,
  end: Exclude<JoinEnd, { path: null }>,
  hidden?: DeviceFailure,
): DeviceReport {
  const joined: JoinedFacts = {
    registered,
    discovery: place.discovery,
    keyContainerId: newKeyContainerId(),
    signIn: prt,
  }
  const prtFailure = prt && 'failure' in prt ? prt.failure : undefined
  return {
    path: end.path,
    steps: run.recorder.steps,
    aadsts: hidden?.facts.aadsts ?? prtFailure?.aadsts ?? browsing?.aadsts ?? null,
    hresult: hidden?.facts.hresult ?? prtFailure?.status ?? null,
    joinDebug: debugFacts(run, { join: registered.response, end, status: joinEndStatus(joined) }),
    status: joinedStatus(run.device, joined),
    browsing: browsing ?? null,
  }
}

const unreadableConnectionPoint = '0x801c001d'

function reportFailure(
  run: DeviceRun,
  failure: DeviceFailure,
  registrationType: 'fed' | 'sync',
  hidden?: DeviceFailure,
): DeviceReport {
  const { phase, hresult, subError, response } = failure.facts
  const readError = hresult === unreadableConnectionPoint && subError !== undefined ? { readError: subError } : {}
  return {
    path: null,
    steps: run.recorder.steps,
    aadsts: failure.facts.aadsts ?? hidden?.facts.aadsts ?? null,
    hresult,
    joinDebug: debugFacts(run, {
      ...(phase === 'discover' && { discovery: { hresult, ...readError } }),
      ...(response && { join: response }),
      ...(phase === 'join' && { end: { path: null, hresult } }),
      ...(phase !== 'pre-check' && { status: joinEndStatus(undefined) }),
    }),
    status: notJoinedStatus(run.device, { failure, registrationType, at: new Date() }),
    browsing: null,
  }
}

interface EndFacts {
  readonly join?: JoinResponse
  readonly end?: JoinEnd
  readonly discovery?: { readonly hresult: string; readonly readError?: string }
  readonly status?: JoinDebugFacts['status']
}

function debugFacts(run: DeviceRun, { status, ...end }: EndFacts): JoinDebugFacts {
  return {
    clientRequestId: run.caller.clientRequestId,
    domainController: { hresult: '0x8007054b' },
    preCheck: preCheck(false),
    ...run.debug,
    ...end,
    ...(status && { status }),
  }
}
