import { claimRequirements } from '../../entra/claim-requirements.ts'
import type { Case } from '../case.ts'
import type { Fact } from '../fact.ts'
import type { Fix } from '../fix.ts'
import type { SamlAssertionReading } from '../readings/federation-readings.ts'
import { findDeviceSignIn, stageFact } from '../sign-ins-of.ts'
import { ours } from '../words.ts'
import type { Cause, CauseTable } from './cause.ts'

/** Why Entra does not take an assertion for that of a device: one of three claims is missing, misnamed, or says something else. */

const deviceClaims = ['accounttype', 'onpremobjectguid', 'primarysid'] as const
type DeviceClaim = (typeof deviceClaims)[number]

export const claimCauses: CauseTable = {
  ...Object.fromEntries(deviceClaims.map((claim) => [`claim/${claim}-format`, formatCause(claim)])),
  ...Object.fromEntries(deviceClaims.map((claim) => [`claim/${claim}-missing`, missingCause(claim)])),
  'claim/value': {
    title: 'the three device claims are there, and one has another value than the computer object',
    toldBy: ['assertion', 'ad-computer'],
    fix: () => [
      fix(
        'Compare the claims with the computer object: onpremobjectguid is base64 of the 16 bytes of objectGUID (not of its text), primarysid is objectSid as S-1-5-21-… text, accounttype is DJ.',
      ),
    ],
  },
}

function formatCause(claim: DeviceClaim): Cause {
  return {
    title: `${claim} is sent with the wrong NameFormat (attribute namespace)`,
    toldBy: ['sign-in-log', 'assertion'],
    proof: (which) => (wrongFormat(which, claim) ? factOf(which, claim) : undefined),
    alibi: (which) => (factOf(which, claim) && !wrongFormat(which, claim) ? factOf(which, claim) : undefined),
    fix: () => [
      fix(
        `Set the NameFormat of the ${claim} mapping to ${formatOf(claim)}: in the console of the identity provider, Attribute Mappings of the Microsoft 365 application; in Joinery, nameFormat of that attribute, or leave it out.`,
      ),
    ],
  }
}

function missingCause(claim: DeviceClaim): Cause {
  return {
    title: `${claim} is not in the assertion: it is not mapped`,
    toldBy: ['sign-in-log', 'assertion'],
    proof: (which) => (isMissing(which, claim) ? listOf(which) : undefined),
    alibi: (which) => (isMissing(which, claim) === false ? listOf(which) : undefined),
    fix: () => [
      fix(
        `Map ${claim} in the Microsoft 365 application: value ${usualValue(claim)}, NameFormat ${formatOf(claim)}; and see that it goes to devices.`,
      ),
    ],
  }
}

function fix(text: string): Fix {
  return { where: 'your identity provider', text: ours(text) }
}

const requirementOf = (claim: DeviceClaim) => claimRequirements.find(({ name }) => name === claim)
const formatOf = (claim: DeviceClaim): string => requirementOf(claim)?.formats[0] ?? ''
const usualValue = (claim: DeviceClaim): string => requirementOf(claim)?.usualValue ?? ''

/** An assertion of a device among the inputs; that of a user says nothing of device claims. */
function findAssertion(which: Case): SamlAssertionReading | undefined {
  return which
    .all('saml-assertion')
    .findLast(({ claims }) => claims.some(({ name }) => (deviceClaims as readonly string[]).includes(name.value)))
}

/** What lists the claims that were sent; undefined when nothing does. */
function listOf(which: Case): Fact | undefined {
  const logged = stageFact(findDeviceSignIn(which), 'map', 'claims')
  return logged ?? findAssertion(which)?.claims[0]?.name
}

function isMissing(which: Case, claim: DeviceClaim): boolean | undefined {
  const logged = stageFact(findDeviceSignIn(which), 'map', 'claims')
  if (logged) return !logged.value.split(', ').includes(claim)
  const assertion = findAssertion(which)
  return assertion && !assertion.claims.some(({ name }) => name.value === claim)
}

/** The line that shows the claim with its namespace. */
function factOf(which: Case, claim: DeviceClaim): Fact | undefined {
  const logged = stageFact(findDeviceSignIn(which), 'map', 'namespaces')
  if (logged) return logged
  return findAssertion(which)?.claims.find(({ name }) => name.value === claim)?.namespace
}

function wrongFormat(which: Case, claim: DeviceClaim): boolean {
  const logged = stageFact(findDeviceSignIn(which), 'map', 'namespaces')
  const namespace = logged
    ? logged.value
        .split(', ')
        .find((row) => row.startsWith(`${claim} `))
        ?.slice(claim.length + 1)
    : factOf(which, claim)?.value
  return namespace !== undefined && requirementOf(claim)?.formats.every((format) => format !== namespace) === true
}
