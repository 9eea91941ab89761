import type { ManagedSettings } from '../../config/managed-settings.ts'
import { IdpError } from '../../errors.ts'
import type { JoineryStage, RehearsalStage, TenantStage } from '../../simulator/rehearsal-stage.ts'
import type { Federation } from '../../simulator/tenant/tenant-options.ts'
import { labGatewayId, listSignInErrors, patchLabSettings, resetSecondFactors } from '../lab/lab-settings.ts'
import type { LabInstallation } from '../lab/start-lab-installation.ts'
import { syncDirectory } from '../lab/sync-directory.ts'
import { postControl } from '../post-control.ts'
import { breakLabDomain } from './break-lab-domain.ts'
import { strangersAddress, tryPasswords } from './try-passwords.ts'

/** The stage of rehearsals on a whole installation: what scenarios break here is mended by `restore`. */
export async function openLabStage(installation: LabInstallation): Promise<RehearsalStage> {
  const { domain, seeded, names, tenantControl, device } = installation
  const breakable = breakLabDomain(domain, seeded, names)
  const settings = stageSettings(installation)
  const federation = await getFederation(installation)
  return {
    names,
    device,
    joinery: {
      patchSettings: settings.patch,
      restartGateway: () => restartGateways(installation),
      listSignInErrors: (since) => listSignInErrors(installation.boot, since),
      guessPasswords: (attempts) => {
        const passwords = Array.from({ length: attempts }, (_, index) => `Winter2026!${index}`)
        return tryPasswords(installation, { ...userOf(installation), passwords, localAddress: strangersAddress })
      },
      signInOnce: () => tryPasswords(installation, { ...userOf(installation), passwords: [seeded.user.password] }),
    },
    domain: breakable,
    tenant: stageTenant(installation),
    async restore() {
      const touchesAccount = await breakable.mend()
      await settings.restore()
      await resetSecondFactors(installation.boot, seeded.user.objectSid)
      if (touchesAccount) await restartGateways(installation)
      await tenantControl.updateFederation(names.federatedDomain, federation)
      await tenantControl.deleteFederation(names.managedDomain).catch(ignoreManaged)
      await tenantControl.setClockOffset(0)
      await tenantControl.setPolicy({ requiresSecondFactor: false })
      await tenantControl.forgetDevices()
    },
  }
}

function userOf({ device }: LabInstallation): { readonly userPrincipalName: string } {
  return { userPrincipalName: device.user?.userPrincipalName ?? '' }
}

async function getFederation({ tenantControl, names }: LabInstallation): Promise<Federation> {
  const federation = await tenantControl.findFederation(names.federatedDomain)
  if (federation === undefined) throw new IdpError('SIMULATOR_DOMAIN_MANAGED', { domain: names.federatedDomain })
  return federation
}

interface StagedSettings {
  readonly patch: JoineryStage['patchSettings']
  restore(): Promise<void>
}

function stageSettings(installation: LabInstallation): StagedSettings {
  let original: ManagedSettings | undefined
  const apply = async (change: (draft: ManagedSettings) => void): Promise<void> => {
    await patchLabSettings(installation.boot, change)
    await postControl(installation.boot.dataDirectory, '/settings/refresh')
  }
  return {
    patch: (change) =>
      apply((draft) => {
        original ??= structuredClone(draft)
        change(draft)
      }),
    async restore() {
      const before = original
      original = undefined
      if (before) await apply((draft) => Object.assign(draft, before))
    },
  }
}

/** What the restart finds wrong is for the administrator; the scenario goes on. */
async function restartGateways({ boot }: LabInstallation): Promise<void> {
  await postControl(boot.dataDirectory, `/gateways/${labGatewayId}/restart`)
}

/** That it is managed is what restoring is for. */
function ignoreManaged(error: unknown): void {
  if (!(error instanceof IdpError) || error.code !== 'SIMULATOR_DOMAIN_MANAGED') throw error
}

function stageTenant({ domain, names, tenantControl }: LabInstallation): TenantStage {
  return {
    setPolicy: (policy) => tenantControl.setPolicy(policy),
    async federateSecondDomain(issuerUri) {
      const { id: _id, ...federation } = (await tenantControl.findFederation(names.federatedDomain)) ?? {
        id: '',
        issuerUri,
      }
      await tenantControl.createFederation(names.managedDomain, { ...federation, issuerUri })
    },
    async updateFederation(change) {
      const current = await tenantControl.findFederation(names.federatedDomain)
      if (current) await tenantControl.updateFederation(names.federatedDomain, change(current))
    },
    setClockOffset: (offsetMs) => tenantControl.setClockOffset(offsetMs),
    syncDirectory: (scope) => syncDirectory(domain, tenantControl, scope),
  }
}
