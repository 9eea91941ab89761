import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { applicationAddresses } from '../../config/endpoints.ts'
import { cloudHosts } from '../../entra/cloud.ts'
import { IdpError } from '../../errors.ts'
import type { LabDomain } from '../../lab/lab-domain.ts'
import type { SeededDomain } from '../../lab/seed-hybrid-join-domain.ts'
import type { Lab } from '../../lab/start-lab.ts'
import { guidToBase64 } from '../../protocol/ad/guid.ts'
import { filter } from '../../protocol/ldap/ldap-filter.ts'
import type { DeviceOptions } from '../../simulator/device/device-options.ts'
import type { JoineryStage, RehearsalStage, TenantStage } from '../../simulator/rehearsal-stage.ts'
import { controlTenant, type TenantControl } from '../../simulator/tenant/control-tenant.ts'
import { spawnTenant } from '../../simulator/tenant/spawn-tenant.ts'
import type { RunningTenant } from '../../simulator/tenant/start-tenant.ts'
import { breakLabDomain } from './break-lab-domain.ts'
import { labApplicationId } from './hybrid-join-settings.ts'
import type { StagedJoinery } from './start-staged-joinery.ts'

/** The stage of rehearsals on the lab: a real domain, the server, a simulated tenant; a device is made anew for each run. */
export interface LabStage extends RehearsalStage {
  readonly tenantServer: RunningTenant
  readonly tenantControl: TenantControl
  stop(): Promise<void>
}

export interface LabStageOptions {
  readonly lab: Lab
  readonly domain: LabDomain
  readonly seeded: SeededDomain
  /** With the settings of a hybrid join in force. */
  readonly joinery: StagedJoinery
  readonly names: RehearsalStage['names']
}

/** Starts the tenant, federated with Joinery as the PowerShell blocks would have it. */
export async function openLabStage(options: LabStageOptions): Promise<LabStage> {
  const { lab, joinery, names, domain, seeded } = options
  const files = await lab.issue({ name: `tenant-${randomUUID()}`, dnsNames: cloudHosts })
  const controlToken = randomBytes(24).toString('base64url')
  const federation = await federationOf(joinery)
  const tenantServer = await spawnTenant({
    controlToken,
    certificate: readFileSync(files.certificateFile, 'utf8'),
    key: readFileSync(files.keyFile, 'utf8'),
    host: joinery.address.address,
    tenant: {
      tenantId: names.tenantId,
      domains: [{ name: names.federatedDomain, federation }, { name: names.managedDomain }],
    },
  })
  const tenantAddress = { address: tenantServer.host, port: tenantServer.port }
  const hosts = {
    ...Object.fromEntries(cloudHosts.map((host) => [host, tenantAddress])),
    [new URL(joinery.publicUrl).hostname]: joinery.address,
  }
  const tenantControl = controlTenant({ hosts, ca: readFileSync(lab.caFile, 'utf8') }, controlToken)
  const breakable = breakLabDomain(domain, seeded, names)
  const settings = joinery.settings()
  return {
    names,
    device: await describeDevice(options, hosts),
    joinery: stageJoinery(joinery),
    domain: breakable,
    tenant: stageTenant(options, tenantControl),
    tenantServer,
    tenantControl,
    async restore() {
      if (await breakable.mend()) await restartGateways(joinery)
      if (joinery.settings() !== settings) await joinery.applySettings(settings)
      await tenantControl.updateFederation(names.federatedDomain, federation)
      await tenantControl.setClockOffset(0)
      await tenantControl.forgetDevices()
    },
    stop: () => tenantServer.stop(),
  }
}

async function federationOf(joinery: StagedJoinery) {
  const application = joinery.settings().applications.find(({ id }) => id === labApplicationId)
  const [certificate] = application ? await joinery.certificatesFor(application) : []
  const addresses = applicationAddresses(joinery.publicUrl, labApplicationId)
  return {
    displayName: 'Joinery',
    issuerUri: application?.issuerUri ?? addresses.issuerUri,
    metadataExchangeUri: addresses.mex13,
    activeSignInUri: addresses.activeSignInUri,
    passiveSignInUri: addresses.passiveSignInUri,
    signOutUri: addresses.signOutUri,
    preferredAuthenticationProtocol: 'wsFed' as const,
    federatedIdpMfaBehavior: 'acceptIfMfaDoneByFederatedIdp' as const,
    signingCertificate: Buffer.from(certificate ?? []).toString('base64'),
    nextSigningCertificate: null,
  }
}

async function describeDevice(
  { lab, domain, seeded }: LabStageOptions,
  hosts: NonNullable<DeviceOptions['hosts']>,
): Promise<DeviceOptions> {
  const folder = join(lab.folder, `device-${randomBytes(4).toString('hex')}`)
  mkdirSync(folder, { mode: 0o700 })
  const name = seeded.computer.sam.replace(/\$$/, '')
  return {
    computer: {
      samAccountName: seeded.computer.sam,
      dnsHostName: `${name.toLowerCase()}.${domain.dnsDomain}`,
      credential: { keytab: await domain.exportKeytab([seeded.computer.sam]) },
    },
    domain: {
      kerberosRealm: domain.kerberosRealm,
      dnsDomain: domain.dnsDomain,
      netbiosDomain: domain.netbiosDomain,
      domainController: domain.dcHost,
      ldapUrl: domain.ldapUrl,
    },
    krb5ConfigFile: lab.krb5ConfigFile,
    folder,
    hosts,
    caFiles: [lab.caFile],
    user: {
      userPrincipalName: seeded.user.upn ?? '',
      samAccountName: seeded.user.sam,
      credential: { keytab: await domain.exportKeytab([seeded.user.sam]) },
    },
  }
}

function stageJoinery(joinery: StagedJoinery): JoineryStage {
  return {
    async patchSettings(change) {
      const draft = structuredClone(joinery.settings())
      change(draft)
      await joinery.applySettings(draft)
    },
    async restartGateway() {
      await restartGateways(joinery).catch((error: unknown) => {
        if (!(error instanceof IdpError)) throw error
      })
    },
  }
}

async function restartGateways(joinery: StagedJoinery): Promise<void> {
  for (const gateway of joinery.settings().gateways) await joinery.restartGateway(gateway)
}

function stageTenant({ domain, seeded, names }: LabStageOptions, control: TenantControl): TenantStage {
  return {
    async updateFederation(change) {
      const current = await control.findFederation(names.federatedDomain)
      if (current) await control.updateFederation(names.federatedDomain, change(current))
    },
    setClockOffset: (offsetMs) => control.setClockOffset(offsetMs),
    async syncDirectory({ computers = true, users = true } = {}) {
      await control.syncDirectory({
        computers: computers ? [await readComputer(domain, seeded)] : [],
        users: users ? [readUser(seeded)] : [],
      })
    },
  }
}

/** As Entra Connect reads it: by what never changes. */
async function readComputer(domain: LabDomain, { computer }: SeededDomain) {
  const attributes = ['userCertificate']
  const [entry] = await domain.search(filter`(objectSid=${computer.objectSid})`, { attributes })
  return {
    objectGuid: computer.objectGuid,
    objectSid: computer.objectSid,
    displayName: computer.sam.replace(/\$$/, ''),
    userCertificates: [...(entry?.attributes.userCertificate ?? [])],
  }
}

function readUser({ user }: SeededDomain) {
  return {
    userPrincipalName: user.upn ?? '',
    immutableId: guidToBase64(user.objectGuid),
    objectSid: user.objectSid,
  }
}
