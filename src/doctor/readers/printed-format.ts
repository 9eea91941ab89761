import type { Reading, ReadingKind } from '../reading.ts'

/** A table: what people call each thing. */
const words: Readonly<Record<ReadingKind, string>> = {
  'dsregcmd-status': 'dsregcmd /status',
  'join-debug': 'dsregcmd /join /debug',
  'federation-settings': 'federation settings of Entra',
  'entra-device': 'devices of Entra',
  'entra-user': 'users of Entra',
  'entra-domain': 'domains of Entra',
  'service-connection-point': 'service connection point',
  'client-registry': 'registry of the CDJ keys',
  'collector-run': 'Joinery collector',
  'windows-event': 'events',
  'kerberos-ticket': 'klist',
  'spn-holders': 'setspn',
  'domain-controller': 'nltest',
  'ad-account': 'accounts of AD',
  'keytab-entry': 'keytab',
  mex: 'metadata exchange document',
  'federation-metadata': 'federation metadata',
  'saml-assertion': 'assertion',
  'soap-fault': 'SOAP fault',
  'http-exchange': 'HTTP trace',
  'joinery-sign-in': 'sign-in log of Joinery',
  'joinery-live': 'running server',
}

/** What a reader of one shape found: `events (XML)`; the commonest kind where there are several. */
export function printedFormat(shape: string, readings: readonly Reading[]): string {
  const counts = new Map<ReadingKind, number>()
  for (const { kind } of readings) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const [kind] = [...counts].toSorted(([, one], [, other]) => other - one)[0] ?? []
  return kind === undefined ? shape : `${words[kind]} (${shape})`
}
