import { type ClaimAccount, claimRequirements } from '../../entra/claim-requirements.ts'
import type { Check, Finding } from '../check.ts'
import { type ClaimTrouble, findClaimTrouble } from '../judge-claims.ts'
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
  for (const requirement of claimRequirements) {
    if (requirement.name === 'Subject') continue
    const claim = assertion.claims.find((one) => one.name.value === requirement.name)
    const trouble = findClaimTrouble(requirement, claim && plainOf(claim), account)
    if (trouble === undefined) continue
    if (claim === undefined) return missing(assertion, trouble, account)
    return trouble.kind === 'namespace' ? misnamed(claim, trouble, account) : malformed(claim, trouble)
  }
  return {
    outcome: 'ok',
    title: ours(`The assertion has every claim that Entra needs of a ${account}`),
    evidence: assertion.claims.map(({ name }) => name),
  }
}

const plainOf = ({ name, namespace, values }: SamlClaim) => ({
  name: name.value,
  namespace: namespace.value,
  values: values.map(({ value }) => value),
})

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

function missing(assertion: SamlAssertionReading, { name, code, fix }: ClaimTrouble, account: ClaimAccount): Finding {
  return {
    outcome: 'fail',
    title: ours(`The assertion of a ${account} has no claim ${name}`),
    codes: [code],
    evidence: assertion.claims.map((claim) => claim.name),
    expected: ours(name),
    fix: [{ where, text: ours(fix) }],
    verify,
    ...causeOf(name, 'missing'),
  }
}

function misnamed(
  { name, namespace }: SamlClaim,
  { expected, code, fix }: ClaimTrouble,
  account: ClaimAccount,
): Finding {
  return {
    outcome: 'fail',
    title: say`${name} of the ${ours(account)} is in a namespace where Entra does not look`,
    codes: [code],
    evidence: [namespace],
    expected: ours(expected),
    observed: say`${namespace}`,
    fix: [{ where, text: ours(fix) }],
    verify,
    ...causeOf(name.value, 'format'),
  }
}

function malformed({ name, values }: SamlClaim, { expected, code, fix }: ClaimTrouble): Finding {
  return {
    outcome: 'fail',
    title: say`${name} has a value of the wrong form`,
    codes: [code],
    evidence: values.length > 0 ? values : [name],
    expected: ours(expected),
    observed: say`${values[0]}`,
    fix: [{ where, text: ours(fix) }],
    verify,
    ...(deviceClaims.includes(name.value) && { causes: ['claim/value'], proved: ['claim/value'] }),
  }
}
