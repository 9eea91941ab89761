/**
 * The one account of a person with that user name. In: the user name, untrusted, and the gateways it may be of, all of which are asked
 * at once. Out: the account, with the domain controller that will judge its password, or the refusal and where to pretend. A user
 * name is looked for in the attributes that the application matches user names with [RFC4515 §3], and compared once more here: AD
 * takes `é` for `e`. Several accounts are refused, never chosen from. Nothing is proved yet.
 */

import type { Application } from '../../config/application.ts'
import type { UserType } from '../../config/gateway.ts'
import { usernameAttributesOf } from '../../config/username-attributes.ts'
import { IdpError } from '../../errors.ts'
import type { DirectoryEntry, PasswordJudge, Ports } from '../../ports.ts'
import { domainOfDn, isUnder } from '../../protocol/ldap/distinguished-name.ts'
import { filterFromPattern } from '../../protocol/ldap/ldap-filter.ts'
import { lockoutAttributes } from '../../protocol/names/active-directory.ts'
import type { PasswordGateway } from './choose-password-gateways.ts'

export type AccountSearch =
  | {
      readonly outcome: 'found'
      readonly judge: PasswordJudge
      readonly entry: DirectoryEntry
      readonly objectSid: string
      readonly samAccountName: string
      /** The first that the application names whose base holds the entry. */
      readonly userType: UserType
    }
  | {
      readonly outcome: 'refused'
      readonly judge: PasswordJudge
      /** The domain to pretend in. */
      readonly base: string
      readonly refusal: IdpError
    }

/** One entry that came back, and what it is to us. */
interface Candidate {
  readonly judge: PasswordJudge
  readonly entry: DirectoryEntry
  readonly isMatch: boolean
  /** Of the user types whose base holds the entry, the first. */
  readonly userType: UserType | undefined
}

/** One domain that was asked. */
interface Asked {
  readonly judge: PasswordJudge
  readonly base: string
  readonly candidates: readonly Candidate[]
}

/** More entries than this are several. */
const sizeLimit = 10

/** Beside the matched attributes, so that a match by the wrong one can be told. */
const usualAttributes = ['mail', 'userPrincipalName', 'sAMAccountName']

/** Throws DIRECTORY_… when a directory did not answer and no other has the account. */
export async function findAccount(
  username: string,
  application: Application,
  sources: readonly PasswordGateway[],
  ports: Pick<Ports, 'passwords'>,
): Promise<AccountSearch> {
  const places = sources.flatMap((source) => {
    const bases = source.userTypes.map(({ searchBaseDn }) => domainOfDn(searchBaseDn) || searchBaseDn)
    return [...new Set(bases)].map((base) => ({ source, base }))
  })
  const answers = await Promise.allSettled(
    places.map(({ source, base }) => askDomain(username, application, source, base, ports)),
  )
  const asked = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
  const failures = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []))
  const matches = asked.flatMap(({ candidates }) => candidates).filter(({ isMatch }) => isMatch)
  const [match, ...others] = ofDifferentSid(matches.filter(({ userType }) => userType !== undefined))
  if (match?.userType !== undefined && others.length === 0) return foundIn(match, match.userType)
  const place = placeToPretend(username, asked)
  if (place === undefined || (match === undefined && failures.length > 0)) throw failures[0]
  return { outcome: 'refused', ...place, refusal: explain(username, application, asked) }
}

async function askDomain(
  username: string,
  application: Application,
  source: PasswordGateway,
  base: string,
  { passwords }: Pick<Ports, 'passwords'>,
): Promise<Asked> {
  const matched = source.userTypes.flatMap((userType) => usernameAttributesOf(userType, application))
  const names = [...new Map([...matched, ...usualAttributes].map((name) => [name.toLowerCase(), name])).values()]
  const either = names.map((name) => `(${name}=\${identifier})`).join('')
  const { judge, entries } = await passwords.findAccounts(source.gateway, {
    base,
    scope: 'sub',
    filter: filterFromPattern(`(&(objectCategory=person)(objectClass=user)(|${either}))`, username),
    attributes: ['objectSid', ...names, ...lockoutAttributes],
    sizeLimit,
  })
  const candidates = entries.map((entry) => {
    const holding = source.userTypes.filter(({ searchBaseDn }) => isUnder(entry.dn, searchBaseDn))
    const types = holding.length > 0 ? holding : source.userTypes
    const attributes = types.flatMap((userType) => usernameAttributesOf(userType, application))
    return { judge, entry, userType: holding[0], isMatch: holds(entry, attributes, username) }
  })
  return { judge, base, candidates }
}

/** Two gateways of one domain find one account twice. */
function ofDifferentSid(candidates: readonly Candidate[]): readonly Candidate[] {
  const sidOf = ({ entry }: Candidate) => entry.attributes.objectSid?.[0]
  return candidates.filter((one, index) => candidates.findIndex((other) => sidOf(other) === sidOf(one)) === index)
}

/** Names as AD compares them, except that accents count. */
function holds({ attributes }: DirectoryEntry, names: readonly string[], username: string): boolean {
  const lower = names.map((name) => name.toLowerCase())
  return Object.entries(attributes).some(
    ([name, values]) =>
      lower.includes(name.toLowerCase()) && values.some((value) => folded(value) === folded(username)),
  )
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

function foundIn({ judge, entry }: Candidate, userType: UserType): AccountSearch {
  const objectSid = entry.attributes.objectSid?.[0]
  const samAccountName = entry.attributes.sAMAccountName?.[0]
  if (objectSid !== undefined && samAccountName !== undefined)
    return { outcome: 'found', judge, entry, objectSid, samAccountName, userType }
  const attribute = objectSid === undefined ? 'objectSid' : 'sAMAccountName'
  throw new IdpError('AUTHENTICATE_ACCOUNT_UNREADABLE', { dn: entry.dn, attribute })
}

/** Where the account would be by the domain in its user name, else the first: known and unknown names of a domain go one way. */
function placeToPretend(username: string, asked: readonly Asked[]): { judge: PasswordJudge; base: string } | undefined {
  const suffix = folded(username.slice(username.lastIndexOf('@') + 1))
  const dnsName = (base: string) => base.toLowerCase().replace(/dc=/g, '').replaceAll(',', '.')
  const place = asked.find(({ base }) => suffix === dnsName(base)) ?? asked[0]
  return place && { judge: place.judge, base: place.base }
}

/** Why no account is taken, the likeliest cause first. */
function explain(username: string, application: Application, asked: readonly Asked[]): IdpError {
  const candidates = asked.flatMap((one) => one.candidates)
  const matches = candidates.filter(({ isMatch }) => isMatch)
  const facts = {
    username: shown(username),
    matchedBy: application.userAttributeUsernameMatch,
    domains: asked.map(({ base }) => base),
    found: (matches.length > 0 ? matches : candidates).map(({ entry }) => entry.dn),
  }
  if (matches.some(({ userType }) => userType !== undefined)) return new IdpError('AUTHENTICATE_USER_SEVERAL', facts)
  if (matches.length > 0) return new IdpError('AUTHENTICATE_USER_OUTSIDE_BASE', facts)
  const near = candidates
    .filter(({ userType }) => userType !== undefined)
    .flatMap(({ entry }) => usualAttributes.map((attribute) => ({ entry, attribute })))
    .find(({ entry, attribute }) => holds(entry, [attribute], username))
  if (near === undefined) return new IdpError('AUTHENTICATE_USER_UNKNOWN', facts)
  return new IdpError('AUTHENTICATE_USER_OTHER_ATTRIBUTE', { ...facts, dn: near.entry.dn, attribute: near.attribute })
}

/** People type passwords into the field of the user name: only what looks like a user name of a domain is written down. */
function shown(username: string): string {
  return /^[^\s@]+@([a-z0-9-]+\.)+[a-z]{2,63}$/i.test(username) ? username : '(not shown: it has not the form of a UPN)'
}
