import { type ClaimAccount, claimRequirements } from '../../entra/claim-requirements.ts'
import type { Check, Finding } from '../check.ts'
import type { SamlAssertionReading, SamlClaim } from '../readings/federation-readings.ts'
import { ours, say } from '../words.ts'

/** Claim by claim: there, in the namespace Entra looks in, of the form it takes. */
export const check: Check = {
  id: 'token/claims',
  title: 'The assertion has every claim that Entra needs, in its namespace and form',
  phase: 'auth',
  needs: [],
  links: ['https://learn.microsoft.com/entra/identity/devices/hybrid-join-manual'],
  run(which) {
    const judged = which
      .all('saml-assertion')
      .flatMap((assertion) => (assertion.claims.length > 0 ? [judge(assertion)] : []))
    return judged.findLast(({ outcome }) => outcome === 'fail') ?? judged.at(-1)
  },
}

function judge(assertion: SamlAssertionReading): Finding {
  const account = accountOf(assertion)
  for (const { name, formats, requiredFor } of claimRequirements) {
    if (name === 'Subject') continue
    const claim = assertion.claims.find((one) => one.name.value === name)
    if (claim === undefined && !requiredFor.includes(account)) continue
    if (claim === undefined) return missing(assertion, name, account)
    if (!formats.includes(claim.namespace.value)) return misnamed(claim, formats[0], account)
    const wrong = wrongForm(claim)
    if (wrong !== undefined) return malformed(claim, wrong)
  }
  return {
    outcome: 'ok',
    title: ours(`The assertion has every claim that Entra needs of a ${account}`),
    evidence: assertion.claims.map(({ name }) => name),
  }
}

/** A computer is known by any of the claims that only computers have. */
function accountOf({ claims, facts }: SamlAssertionReading): ClaimAccount {
  const names = claims.map(({ name }) => name.value)
  const isDevice =
    names.includes('onpremobjectguid') ||
    claims.some(({ name, values }) => name.value === 'accounttype' && values.some(({ value }) => value === 'DJ'))
  return isDevice ||
    (!names.includes('UPN') && facts.authenticationMethod?.value === 'urn:federation:authentication:windows')
    ? 'device'
    : 'user'
}

const deviceClaims = ['accounttype', 'onpremobjectguid', 'primarysid']

function causeOf(name: string, what: 'format' | 'missing'): Pick<Finding, 'causes' | 'proved'> {
  const id = `claim/${name}-${what}`
  return deviceClaims.includes(name) ? { causes: [id], proved: [id] } : {}
}

const where = 'your identity provider'
const verify = ours('The next assertion has the claim, and Entra answers without AADSTS51004.')

function missing(assertion: SamlAssertionReading, name: string, account: ClaimAccount): Finding {
  return {
    outcome: 'fail',
    title: ours(`The assertion of a ${account} has no claim ${name}`),
    codes: ['AADSTS51004'],
    evidence: assertion.claims.map((claim) => claim.name),
    expected: ours(name),
    fix: [{ where, text: ours(`Map ${name}, and see that it goes to every ${account}.`) }],
    verify,
    ...causeOf(name, 'missing'),
  }
}

function misnamed({ name, namespace }: SamlClaim, format: string, account: ClaimAccount): Finding {
  return {
    outcome: 'fail',
    title: say`${name} of the ${ours(account)} is in a namespace where Entra does not look`,
    codes: ['AADSTS51004'],
    evidence: [namespace],
    expected: ours(format),
    observed: say`${namespace}`,
    fix: [{ where, text: say`Set the NameFormat of ${name} to ${ours(format)}.` }],
    verify,
    ...causeOf(name.value, 'format'),
  }
}

function malformed({ name, values }: SamlClaim, expected: string): Finding {
  return {
    outcome: 'fail',
    title: say`${name} has a value of the wrong form`,
    codes: ['AADSTS51004'],
    evidence: values.length > 0 ? values : [name],
    expected: ours(expected),
    observed: say`${values[0]}`,
    fix: [{ where, text: say`Map ${name} so that it yields ${ours(expected)}.` }],
    verify,
    ...(deviceClaims.includes(name.value) && { causes: ['claim/value'], proved: ['claim/value'] }),
  }
}

const guidBase64 = 'base64 of the 16 bytes of a GUID (24 characters), not of its text'

/** What it should be, when it is not. */
function wrongForm({ name, values }: SamlClaim): string | undefined {
  const [value = ''] = values.map((fact) => fact.value)
  if (values.length !== 1 || value === '') return 'exactly one value'
  if (name.value === 'accounttype') return value === 'DJ' || value === 'User' ? undefined : 'DJ for computers'
  if (name.value === 'onpremobjectguid') return /^[A-Za-z0-9+/]{22}==$/.test(value) ? undefined : guidBase64
  if (name.value === 'primarysid') return /^S-1-5-21(?:-\d+){4}$/.test(value) ? undefined : 'a SID as S-1-5-21-… text'
  if (name.value === 'UPN') return value.includes('@') ? undefined : 'name@verified domain'
  return undefined
}
