/**
 * The dialects Joinery speaks, found by what a message or an endpoint says of its version. [WSTrust13 §3.1] [WSTrust0502 §5.1]
 * In: a version or a namespace (untrusted). Out: the dialect, or undefined for one we do not speak.
 */

import type { TrustDialect, TrustVersion } from './trust-dialect.ts'
import { wst200502 } from './wst-200502.ts'
import { wst200512 } from './wst-200512.ts'

export const trustDialects: Readonly<Record<TrustVersion, TrustDialect>> = { '2005': wst200502, '13': wst200512 }

export function findDialectByNamespace(namespace: string): TrustDialect | undefined {
  return Object.values(trustDialects).find((dialect) => dialect.names.namespace === namespace)
}

export function findDialectByAction(action: string): TrustDialect | undefined {
  return Object.values(trustDialects).find((dialect) => dialect.names.requestAction === action)
}
