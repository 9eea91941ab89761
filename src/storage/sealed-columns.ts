import type { Tables } from './tables.ts'

// A table: the columns that hold sealed values, all of them. Changing the data key, restoring a backup and checking an upgrade go by it.

export interface SealedColumn {
  readonly table: Extract<keyof Tables, string>
  readonly column: string
  /** The columns that name the row. */
  readonly key: readonly string[]
  /** The name the value is sealed under; its repository seals and opens with the same. */
  readonly sealName: (...key: readonly string[]) => string
  /** How an administrator knows what is lost with the value, and how it comes back. Undefined: nobody would miss it. */
  readonly loss: ((...key: readonly string[]) => { readonly what: string; readonly fix: string }) | undefined
}

export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'secrets',
    column: 'sealed',
    key: ['name'],
    sealName: (name) => name ?? '',
    loss: (name) => ({
      what: `the secret ${name}`,
      fix: 'type it again in the console, or apply settings that hold it',
    }),
  },
  {
    table: 'signing_keys',
    column: 'sealed_private_key',
    key: ['id'],
    sealName: (id) => `keys/${id}/privateKey`,
    loss: (id) => ({
      what: `the private key of the signing key ${id}`,
      fix: 'a new key is made at the next start; tell Entra of its certificate (Update-MgDomainFederationConfiguration), or import the key again',
    }),
  },
  {
    table: 'service_keys',
    column: 'sealed_keytab',
    key: ['gateway_id'],
    sealName: (gatewayId) => `gateways/${gatewayId}/keytab`,
    loss: (gatewayId) => ({
      what: `the Kerberos keys of the gateway ${gatewayId}`,
      fix: 'they are made again from the password of its service account: type that again, then joinery gateway restart',
    }),
  },
  {
    table: 'second_factors',
    column: 'credential',
    key: ['id'],
    sealName: (id) => `secondFactors/${id}`,
    loss: (id) => ({
      what: `the authenticator app ${id}`,
      fix: 'its owner sets the app up again, with a recovery code or after an administrator reset the factors',
    }),
  },
  {
    table: 'factor_challenges',
    column: 'sealed',
    key: ['session_id', 'purpose'],
    sealName: (sessionId, purpose) => `factorChallenges/${sessionId}/${purpose}`,
    loss: undefined,
  },
]
