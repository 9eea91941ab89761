import type { DirectoryBrowser } from '../ports/directory-browser.ts'
import type { GatewayOperations } from '../ports/gateway-operations.ts'
import type { Lockouts } from '../ports/lockouts.ts'
import type { PersonData } from '../ports/person-data.ts'
import type { Previews } from '../ports/previews.ts'
import type { ProfileSearch } from '../ports/profile-search.ts'
import type { FactorReset, SecondFactorRepository } from '../ports/second-factors.ts'
import type { SessionRepository } from '../ports.ts'

/** What the routes about gateways, directories, people and claims need. */
export interface PeoplePorts {
  readonly gateways: GatewayOperations
  readonly browser: DirectoryBrowser
  readonly previews: Previews
  readonly profileSearch: ProfileSearch
  readonly people: PersonData
  readonly sessions: SessionRepository
  readonly secondFactors: SecondFactorRepository
  readonly lockouts: Lockouts
  /** For somebody who lost everything. */
  readonly resetFactors: (reset: FactorReset) => Promise<number>
}
