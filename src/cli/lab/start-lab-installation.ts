import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { BootSettings } from '../../config/boot-settings.ts'
import { parseBootSettings } from '../../config/read-boot-settings.ts'
import { cloudHosts } from '../../entra/cloud.ts'
import type { LabDomain } from '../../lab/lab-domain.ts'
import { type SeededDomain, seedHybridJoinDomain } from '../../lab/seed-hybrid-join-domain.ts'
import { type Lab, startLab } from '../../lab/start-lab.ts'
import type { DeviceOptions } from '../../simulator/device/device-options.ts'
import { controlTenant, type TenantControl } from '../../simulator/tenant/control-tenant.ts'
import { spawnTenant } from '../../simulator/tenant/spawn-tenant.ts'
import type { RunningTenant } from '../../simulator/tenant/start-tenant.ts'
import { type ServerProcess, spawnServer } from '../spawn-server.ts'
import { applyLabSettings, federationOf, labApplicationId } from './lab-settings.ts'
import { syncDirectory } from './sync-directory.ts'

/**
 * A whole installation on the lab: a real domain, Joinery as a process of its own with settings as an administrator would apply
 * them, a simulated tenant that is federated with it. For the demo, the rehearsals and the tests; everything ends with `stop`.
 */
export interface LabInstallation {
  readonly lab: Lab
  readonly domain: LabDomain
  readonly seeded: SeededDomain
  readonly boot: BootSettings
  readonly bootFile: string
  readonly server: ServerProcess
  readonly names: InstallationNames
  readonly tenant: RunningTenant
  readonly tenantControl: TenantControl
  /** The computer WS01 and the user alice, where everything is right. */
  readonly device: DeviceOptions
  stop(): Promise<void>
}

export interface InstallationNames {
  readonly tenantId: string
  readonly federatedDomain: string
  readonly managedDomain: string
  readonly stsHost: string
  readonly applicationId: string
}

export interface InstallationOptions {
  /** Said before each part is started. */
  readonly onPart?: (part: string) => void
  /** Every line of the server's log. */
  readonly onLog?: (line: string) => void
  readonly logLevel?: BootSettings['logLevel']
}

const federatedDomain = 'corp.example.test'
const names: InstallationNames = {
  tenantId: '5b9a3c1e-7f42-4d0b-9a6e-2c8f1d34e7a0',
  federatedDomain,
  managedDomain: 'managed.example.test',
  stsHost: `sts.${federatedDomain}`,
  applicationId: labApplicationId,
}

export async function startLabInstallation(options: InstallationOptions = {}): Promise<LabInstallation> {
  const { onPart = () => {} } = options
  const started: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const end of started.splice(0).reverse()) await end()
  }
  try {
    onPart('Active Directory: a real Samba domain controller')
    const lab = await startLab({ domains: [federatedDomain] })
    started.push(() => lab.stop())
    const domain = lab.domain(federatedDomain)
    const seeded = await seedHybridJoinDomain(domain, { ...names, tenantName: federatedDomain })
    onPart('Joinery: settings, signing key, server')
    const { boot, bootFile } = await writeBootSettings(lab, domain, options.logLevel ?? 'info')
    const certificate = await applyLabSettings({ boot, domain, seeded, federatedDomain })
    const server = await spawnServer({ bootFile, ...(options.onLog && { onLog: options.onLog }) })
    started.push(() => server.stop())
    onPart('Entra: a simulated tenant')
    const { tenant, tenantControl, hosts } = await startLabTenant(lab, domain, boot.publicUrl, certificate)
    started.push(() => tenant.stop())
    await syncDirectory(domain, tenantControl)
    const device = await deviceOptions(lab, domain, seeded, hosts)
    return { lab, domain, seeded, boot, bootFile, server, names, tenant, tenantControl, device, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** On the domain's own loopback address, where nobody else is: the usual ports, so that addresses look as they do in life. */
async function writeBootSettings(lab: Lab, domain: LabDomain, logLevel: BootSettings['logLevel']) {
  const tls = await lab.issue({ name: 'sts', dnsNames: [names.stsHost], addresses: [domain.address] })
  const text = stringify({
    publicUrl: `https://${names.stsHost}`,
    listen: { public: { host: domain.address, port: 443 }, admin: { host: domain.address, port: 9443 } },
    tls: { certificate: tls.certificateFile, key: tls.keyFile },
    dataDirectory: join(lab.folder, 'data'),
    dataKeyFile: join(lab.folder, 'data.key'),
    logLevel,
  })
  const bootFile = join(lab.folder, 'joinery.yaml')
  await writeFile(bootFile, text)
  return { boot: parseBootSettings({ text, environment: {} }), bootFile }
}

async function startLabTenant(lab: Lab, domain: LabDomain, publicUrl: string, certificate: Uint8Array) {
  const files = await lab.issue({ name: 'tenant', dnsNames: cloudHosts })
  const controlToken = randomBytes(16).toString('hex')
  const tenant = await spawnTenant({
    certificate: await readFile(files.certificateFile, 'utf8'),
    key: await readFile(files.keyFile, 'utf8'),
    controlToken,
    host: domain.address,
    tenant: {
      tenantId: names.tenantId,
      domains: [
        { name: names.federatedDomain, federation: federationOf(publicUrl, certificate) },
        { name: names.managedDomain },
      ],
    },
  })
  const cloud = { address: tenant.host, port: tenant.port }
  const hosts = {
    ...Object.fromEntries(cloudHosts.map((host) => [host, cloud])),
    [names.stsHost]: { address: domain.address },
  }
  const tenantControl = controlTenant({ hosts, ca: await readFile(lab.caFile, 'utf8') }, controlToken)
  return { tenant, tenantControl, hosts }
}

async function deviceOptions(
  lab: Lab,
  domain: LabDomain,
  seeded: SeededDomain,
  hosts: NonNullable<DeviceOptions['hosts']>,
): Promise<DeviceOptions> {
  const folder = join(lab.folder, 'device')
  await mkdir(folder, { mode: 0o700 })
  const { computer, user } = seeded
  return {
    computer: {
      samAccountName: computer.sam,
      dnsHostName: `${computer.sam.replace(/\$$/, '').toLowerCase()}.${domain.dnsDomain}`,
      credential: { keytab: await domain.exportKeytab([computer.sam]) },
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
      userPrincipalName: user.upn ?? `${user.sam}@${domain.dnsDomain}`,
      samAccountName: user.sam,
      password: user.password,
      credential: { keytab: await domain.exportKeytab([user.sam]) },
    },
  }
}
