import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import type { Check, Finding } from '../check.ts'
import type { Fact } from '../fact.ts'
import type { Fix } from '../fix.ts'
import { liveOf, proofOf } from '../live-of.ts'
import type { LiveReading } from '../readings/live-readings.ts'
import { daysBetween, timeOf } from '../time-of.ts'
import { ours, say } from '../words.ts'

const noteworthyDays = 21

/** What every client sees first. Only Windows' own store says whom devices trust: a private CA is no fault. */
export const check: Check = {
  id: 'federation/tls',
  title: 'The TLS certificate is valid, names every host, and comes with its chain',
  phase: 'auth',
  needs: [],
  run(which) {
    const at = timeOf(which)?.at
    const judged = liveOf(which, 'tls').flatMap((tls) => judge(tls, at) ?? [])
    return (
      judged.find(({ outcome }) => outcome === 'fail') ?? judged.find(({ outcome }) => outcome === 'warn') ?? judged[0]
    )
  },
}

function judge(tls: LiveReading<'tls'>, at: string | undefined): Finding | undefined {
  const shown = (tls.lists.certificates ?? []).flatMap((fact) => certificateOf(fact) ?? [])
  const [leaf] = shown
  if (leaf === undefined) return undefined
  return (
    dates(leaf, at) ?? names(leaf, tls) ?? chain(leaf, shown.length, tls) ?? { outcome: 'ok', evidence: [leaf.fact] }
  )
}

interface Shown {
  readonly fact: Fact
  readonly certificate: X509Certificate
}

function certificateOf(fact: Fact): Shown | undefined {
  try {
    const certificate = new X509Certificate(Buffer.from(fact.value, 'base64'))
    const { subject, validToDate } = certificate
    return { fact: proofOf(fact, `the certificate of ${subject}, until ${validToDate.toISOString()}`), certificate }
  } catch {
    return undefined
  }
}

const verify = ours('openssl s_client -connect <host>:443 -servername <host> says: Verify return code: 0 (ok).')
const replace = (text: string): readonly Fix[] => [{ where: 'Joinery', text: ours(text) }]

function dates({ fact, certificate }: Shown, at: string | undefined): Finding | undefined {
  if (at === undefined) return undefined
  const [from, to] = [certificate.validFromDate.toISOString(), certificate.validToDate.toISOString()]
  const days = daysBetween(at, to)
  if (days > noteworthyDays && at >= from) return undefined
  const isOver = days < 0 || at < from
  return {
    outcome: isOver ? 'fail' : 'warn',
    title: isOver
      ? say`The TLS certificate holds from ${from} to ${to} only`
      : say`The TLS certificate ends in ${days} days`,
    codes: isOver ? ['0xcaa82f8f'] : [],
    evidence: [fact],
    observed: say`it is ${at}`,
    fix: replace(
      'Put the new certificate and key where tls.certificate and tls.key are: they are taken up without a restart.',
    ),
    verify,
  }
}

function names({ fact, certificate }: Shown, { lists }: LiveReading<'tls'>): Finding | undefined {
  const uncovered = (lists.hosts ?? []).find(
    ({ value }) => (isIP(value) === 0 ? certificate.checkHost(value) : certificate.checkIP(value)) === undefined,
  )
  if (uncovered === undefined) return undefined
  return {
    outcome: 'fail',
    title: say`The TLS certificate does not name ${uncovered}, so its clients break off`,
    codes: ['HTTP_TLS_NAMES', '0xcaa82f8f'],
    evidence: [fact, uncovered],
    expected: say`${uncovered}`,
    observed: say`${certificate.subjectAltName ?? 'no names'}`,
    fix: replace('Get a certificate with every host of publicUrl and hostNames in its subject alternative names.'),
    verify,
  }
}

/** A CA that says where its own certificate is to be had issues under others: then those belong into the file, too. */
function chain({ fact, certificate }: Shown, length: number, { facts }: LiveReading<'tls'>): Finding | undefined {
  const isAlone = length === 1 && certificate.subject !== certificate.issuer
  const namesIssuer = /CA Issuers - URI:https?:/i.test(certificate.infoAccess ?? '')
  if (facts.distrust === undefined || !isAlone || !namesIssuer) return undefined
  return {
    outcome: 'warn',
    title: say`The TLS certificate comes without its chain`,
    codes: ['0xcaa82f8f'],
    inferred: true,
    evidence: [facts.distrust, fact],
    expected: ours('the certificate, then that of each CA up to the root'),
    observed: say`${facts.distrust}`,
    fix: replace("Put the CA's intermediate certificates behind the certificate in the file of tls.certificate."),
    verify,
    wouldTell: [ours('openssl s_client -connect <host>:443 from a device')],
  }
}
