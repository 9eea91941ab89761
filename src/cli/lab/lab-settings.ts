import { setTimeout } from 'node:timers/promises'
import type { BootSettings } from '../../config/boot-settings.ts'
import { applicationAddresses } from '../../config/endpoints.ts'
import type { ManagedSettings } from '../../config/managed-settings.ts'
import { cloudUserType, deviceUserType, microsoft365Application, presetSchemaAttributes } from '../../config/presets.ts'
import { IdpError } from '../../errors.ts'
import { ensureSigningKey } from '../../keys/ensure-signing-key.ts'
import type { LabDomain } from '../../lab/lab-domain.ts'
import type { SeededDomain } from '../../lab/seed-hybrid-join-domain.ts'
import type { FederationConfiguration } from '../../simulator/tenant/tenant-options.ts'
import { openStorage, type Storage } from '../../storage/open-storage.ts'
import { systemClock, systemRandomness } from '../../system-ports.ts'

/** What an administrator sets for the lab's domain, and what he then tells Entra. */

export const labGatewayId = 'corp-ad'
export const labApplicationId = 'm365'

interface LabSettings {
  readonly boot: BootSettings
  readonly domain: LabDomain
  readonly seeded: SeededDomain
  readonly federatedDomain: string
}

/** The first start's work, before there is a server: settings and signing key. Returns the certificate, DER. */
export async function applyLabSettings(wanted: LabSettings): Promise<Uint8Array> {
  return withStorage(wanted.boot, async (storage) => {
    await applyDocument(storage, labDocument(wanted))
    const { record } = await ensureSigningKey(storage.signingKeys, { clock: systemClock, randomness: systemRandomness })
    return record.certificate
  })
}

/** Reads the settings in force, with every default, and stores what the change makes of them; no check refuses it. */
export async function patchLabSettings(boot: BootSettings, change: (draft: ManagedSettings) => void): Promise<void> {
  await withStorage(boot, async (storage) => {
    const draft = structuredClone(storage.settings.current().managed)
    change(draft)
    await applyDocument(storage, draft)
  })
}

/** What the sign-in log names since then, oldest first. The server writes its log every quarter of a second. */
export async function listSignInErrors(boot: BootSettings, since: Date): Promise<readonly string[]> {
  await setTimeout(600)
  return withStorage(boot, async ({ signIns }) => {
    const { records } = await signIns.list({ from: since }, 200)
    return records.flatMap(({ code, outcome }) => (code && outcome !== 'challenged' ? [code] : [])).toReversed()
  })
}

/** As an administrator does for somebody who lost the phone. */
export async function resetSecondFactors(boot: BootSettings, objectSid: string): Promise<void> {
  await withStorage(boot, async ({ secondFactors }) => {
    await secondFactors.removeAll({ gatewayId: labGatewayId, objectSid })
  })
}

async function withStorage<T>(boot: BootSettings, run: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openStorage({ ...boot, clock: systemClock, randomness: systemRandomness, warn: () => {} })
  try {
    return await run(storage)
  } finally {
    await storage.close()
  }
}

async function applyDocument(storage: Storage, document: unknown): Promise<void> {
  const waive = (await storage.settings.apply({ source: { document }, appliedBy: 'lab', dryRun: true })).problems
    .filter((problem) => problem.waivable)
    .map((problem) => problem.check)
  const { refused, problems } = await storage.settings.apply({ source: { document }, appliedBy: 'lab', waive })
  if (refused)
    throw new IdpError('LAB_SETTINGS_REFUSED', { problems: problems.map(({ path, reason }) => `${path}: ${reason}`) })
}

function labDocument({ domain, seeded, federatedDomain }: LabSettings): unknown {
  return {
    networks: { intranetRanges: ['127.0.0.0/8'] },
    schemaAttributes: presetSchemaAttributes,
    gateways: [
      {
        id: labGatewayId,
        name: domain.dnsDomain,
        serversHostAndPort: [domain.address],
        bindDN: seeded.readerAccount.dn,
        bindPassword: seeded.readerAccount.password,
        caFile: domain.caFile,
        kerberos: {
          serviceAccountUserPrincipalName: seeded.serviceAccount.upn,
          serviceAccountPassword: seeded.serviceAccount.password,
        },
        userTypes: [
          cloudUserType({ id: 'cloud-users', searchBaseDn: seeded.usersOu }),
          // Entra Connect leaves mS-DS-ConsistencyGuid of computers empty.
          deviceUserType({ id: 'devices', searchBaseDn: seeded.devicesOu, externalIdSource: 'objectGUID' }),
        ],
      },
    ],
    applications: [
      microsoft365Application({
        id: labApplicationId,
        domainName: federatedDomain,
        gateways: [
          { gateway: labGatewayId, userType: 'cloud-users' },
          { gateway: labGatewayId, userType: 'devices' },
        ],
      }),
    ],
  }
}

/** What `New-MgDomainFederationConfiguration` tells Entra of this application. */
export function federationOf(publicUrl: string, certificate: Uint8Array): FederationConfiguration {
  const { issuerUri, mex13, passiveSignInUri, activeSignInUri, signOutUri } = applicationAddresses(
    publicUrl,
    labApplicationId,
  )
  return {
    displayName: 'Joinery',
    issuerUri,
    metadataExchangeUri: mex13,
    passiveSignInUri,
    activeSignInUri,
    signOutUri,
    preferredAuthenticationProtocol: 'wsFed',
    federatedIdpMfaBehavior: 'acceptIfMfaDoneByFederatedIdp',
    signingCertificate: Buffer.from(certificate).toString('base64'),
  }
}
