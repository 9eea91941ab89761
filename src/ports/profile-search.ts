import type { ProfileRecord } from '../ports.ts'

/** Looking through the profiles, by user name, at a cost that does not grow with their number. */
export interface ProfileSearch {
  find(id: string): Promise<ProfileRecord | undefined>
  /** By user name, without case. A cursor that is not one of ours begins at the first. */
  list(filter: ProfileFilter, limit: number, cursor?: string): Promise<ProfilePage>
  /** How many there are of each population, and of those in none (undefined). */
  countByPopulation(): Promise<readonly { readonly populationId: string | undefined; readonly count: number }[]>
}

/** All of them must hold. */
export interface ProfileFilter {
  /** How the user name begins, in any case. */
  readonly usernamePrefix?: string | undefined
  readonly gatewayId?: string | undefined
  readonly userTypeId?: string | undefined
  readonly populationId?: string | undefined
  readonly account?: ProfileRecord['account'] | undefined
}

export interface ProfilePage {
  readonly records: readonly ProfileRecord[]
  /** Pass it to go on; undefined when there are no more. A page looks at 1,000 profiles at most, and may end before it is full. */
  readonly cursor: string | undefined
}
