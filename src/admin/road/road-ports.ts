import type { SetupProbes } from '../../ports/setup-probes.ts'
import type { TenantEvidenceRepository } from '../../ports/tenant-evidence.ts'
import type { Signers } from '../../ports.ts'
import type { RoadChecker } from './road-checker.ts'

/** What the road, its scripts, the comparison with Entra and the wizard need of the rest. */
export interface RoadPorts {
  readonly signers: Pick<Signers, 'certificatesFor'>
  readonly tenantEvidence: TenantEvidenceRepository
  readonly road: Pick<RoadChecker, 'read' | 'checkAgain'>
  readonly setup: SetupProbes
}
