import { useLocalStorage } from '@mantine/hooks'
import { useState } from 'react'
import type { Surroundings } from '../../../../../src/admin/setup/setup-routes.ts'

/** The wizard's answers. They stay in the browser until the end; passwords only in the memory of this page. */

export interface SetupDraft {
  readonly step: number
  readonly domainName: string
  readonly servers: readonly string[]
  readonly connectionSecurity: 'TLS' | 'StartTLS' | 'None'
  readonly caFile: string
  readonly bindDN: string
  readonly serviceAccount: string
  readonly usersBaseDn: string
  readonly devicesBaseDn: string
  readonly intranetRanges: readonly string[]
}

export interface SetupSecrets {
  readonly bindPassword: string
  readonly serviceAccountPassword: string
}

const empty: SetupDraft = {
  ...{ step: 0, domainName: '', servers: [], connectionSecurity: 'TLS', caFile: '', bindDN: '' },
  ...{ serviceAccount: '', usersBaseDn: '', devicesBaseDn: '', intranetRanges: [] },
}

export type Found = NonNullable<Surroundings['found']>

export interface Setup {
  readonly draft: SetupDraft
  readonly secrets: SetupSecrets
  /** What the directory told; undefined until it was asked since this page was opened. */
  readonly found: Found | undefined
  change(changes: Partial<SetupDraft>): void
  type(secrets: Partial<SetupSecrets>): void
  learn(found: Found): void
  forget(): void
}

export function useSetup(): Setup {
  const [draft, setDraft, remove] = useLocalStorage<SetupDraft>({
    key: 'joinery-setup',
    defaultValue: empty,
    getInitialValueInEffect: false,
  })
  const [secrets, setSecrets] = useState<SetupSecrets>({ bindPassword: '', serviceAccountPassword: '' })
  const [found, setFound] = useState<Found>()
  return {
    draft: { ...empty, ...draft },
    secrets,
    found,
    change: (changes) => setDraft((before) => ({ ...empty, ...before, ...changes })),
    type: (typed) => setSecrets((before) => ({ ...before, ...typed })),
    learn: setFound,
    forget: remove,
  }
}

/** The connection as the API takes it. */
export function connectionOf({ draft, secrets }: Setup) {
  const { servers, bindDN, connectionSecurity, caFile } = draft
  return {
    serversHostAndPort: servers,
    bindDN: bindDN.trim(),
    bindPassword: secrets.bindPassword,
    connectionSecurity,
    ...(caFile.trim() !== '' && { caFile: caFile.trim() }),
  }
}
