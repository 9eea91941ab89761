import { IdpError } from '../../errors.ts'
import { isUnder, parseDn } from '../../protocol/ldap/distinguished-name.ts'
import { filterFromPattern } from '../../protocol/ldap/ldap-filter.ts'
import { parseLdapFilter } from '../../protocol/ldap/parse-ldap-filter.ts'
import { keptSecrets } from '../kept-secrets.ts'
import type { ManagedSettings } from '../managed-settings.ts'
import { bindPasswordName, serviceAccountPasswordName } from '../secret-names.ts'
import { type Finding, gatewaysIn, type SettingsFacts, userTypesIn } from './settings-check.ts'

/** Checks of how the directory is reached and searched. */

export function checkDistinguishedNames(settings: ManagedSettings): Finding[] {
  const bindNames = gatewaysIn(settings)
    // A UPN or DOMAIN\name is not a DN, and AD binds by it as well.
    .filter(({ value }) => value.bindDN.includes('='))
    .map(({ value, path }) => ({ text: value.bindDN, path: [...path, 'bindDN'] }))
  const userTypeNames = userTypesIn(settings).flatMap(({ value, path }) => [
    { text: value.searchBaseDn, path: [...path, 'searchBaseDn'] },
    ...value.onlyMembersOf.map((text, index) => ({ text, path: [...path, 'onlyMembersOf', index] })),
  ])
  const administratorNames = settings.administration.groups.map(({ groupDn }, index) => ({
    text: groupDn,
    path: ['administration', 'groups', index, 'groupDn'],
  }))
  return [...bindNames, ...userTypeNames, ...administratorNames]
    .filter(({ text }) => !isDn(text))
    .map(({ text, path }) => ({
      path,
      value: text,
      reason: 'this is not a distinguished name [RFC4514 §3]',
      fix: 'write it as AD shows it, such as OU=Computers,DC=corp,DC=example,DC=com, with \\ before a comma inside a name',
    }))
}

/** An entry must be found by one user type only: a computer must not come through the users' rules. */
export function checkBaseDnOverlap(settings: ManagedSettings): Finding[] {
  return gatewaysIn(settings).flatMap(({ value: gateway, path }) =>
    gateway.userTypes.flatMap((userType, index) => {
      const inside = gateway.userTypes.find(
        (other, place) =>
          place !== index &&
          isWithin(userType.searchBaseDn, other.searchBaseDn) &&
          // Of two equal bases the later one is named.
          (place < index || !isWithin(other.searchBaseDn, userType.searchBaseDn)),
      )
      if (!inside) return []
      return [
        {
          path: [...path, 'userTypes', index, 'searchBaseDn'],
          value: userType.searchBaseDn,
          reason: `it lies within the base of the user type ${inside.id}, ${inside.searchBaseDn}: its entries belong to both`,
          fix: 'choose bases of which none holds another, such as one OU of users and one OU of computers',
        },
      ]
    }),
  )
}

export function checkFilterPatterns(settings: ManagedSettings): Finding[] {
  return userTypesIn(settings).flatMap(({ value: userType, path }) => {
    const pattern = userType.newUserLookup.ldapFilterPattern
    const finding = (reason: string, fix: string) => [
      { path: [...path, 'newUserLookup', 'ldapFilterPattern'], value: pattern, reason, fix },
    ]
    if (!pattern.includes('${identifier}'))
      return finding(
        'it does not hold ${identifier}, so it finds the same for everybody',
        'write (sAMAccountName=${identifier}) into it',
      )
    try {
      parseLdapFilter(filterFromPattern(pattern, 'x'))
      return []
    } catch (error) {
      const means = error instanceof IdpError ? error.means.replace(/\.$/, '') : String(error)
      return finding(
        `it is not an LDAP filter [RFC4515 §3]: ${means}`,
        'count the brackets; leave it out for the default filter',
      )
    }
  })
}

export function checkServerPorts(settings: ManagedSettings): Finding[] {
  return gatewaysIn(settings).flatMap(({ value, path }) =>
    value.serversHostAndPort.flatMap((server, index) => {
      const port = Number(/:(\d+)$/.exec(server)?.[1] ?? 636)
      if (port >= 1 && port <= 65_535) return []
      return [
        {
          path: [...path, 'serversHostAndPort', index],
          value: server,
          reason: 'there is no such port',
          fix: 'leave the port out, or use 636 for TLS and 389 for StartTLS',
        },
      ]
    }),
  )
}

/** A ticket's realm chooses the gateway, so it must choose one. */
export function checkRealmsHaveOneGateway(settings: ManagedSettings): Finding[] {
  const owners = new Map<string, string>()
  return gatewaysIn(settings).flatMap(({ value: gateway, path }) => {
    const { realm, trustedRealms = [] } = gateway.kerberos ?? {}
    const realms = [
      ...(realm === undefined ? [] : [{ name: realm, at: ['realm'] }]),
      ...trustedRealms.map((name, index) => ({ name, at: ['trustedRealms', index] })),
    ]
    return realms.flatMap(({ name, at }) => {
      const owner = owners.get(name.toUpperCase())
      owners.set(name.toUpperCase(), owner ?? gateway.id)
      if (owner === undefined || owner === gateway.id) return []
      return [
        {
          path: [...path, 'kerberos', ...at],
          value: name,
          reason: `the gateway ${owner} takes tickets of this realm already`,
          fix: 'name each realm in one gateway only',
        },
      ]
    })
  })
}

export function checkConnectionIsPrivate(settings: ManagedSettings): Finding[] {
  return gatewaysIn(settings).flatMap(({ value, path }): Finding[] => {
    if (value.connectionSecurity === 'None')
      return [
        {
          severity: 'warning',
          path: [...path, 'connectionSecurity'],
          value: 'None',
          reason:
            'the bind password and all answers go over the network in the clear, and anybody on it can change them; nobody can sign in with a password',
          fix: 'use TLS or StartTLS',
        },
      ]
    if (!value.validateTlsCertificates)
      return [
        {
          severity: 'warning',
          path: [...path, 'validateTlsCertificates'],
          value: 'false',
          reason:
            'anybody on the network can pretend to be the domain controller, learn passwords and call every one right',
          fix: 'set it to true, with caFile naming the CA of the domain controllers',
        },
      ]
    return []
  })
}

/** Of those stored now, only the ones that outlive this change count. */
export function checkSecretsAreThere(settings: ManagedSettings, { secretNames, before }: SettingsFacts): Finding[] {
  if (secretNames === undefined) return []
  const { kept } = keptSecrets(secretNames, before, settings)
  return gatewaysIn(settings).flatMap(({ value: { id, bindPassword, kerberos }, path }) => {
    const wanted = [
      ...(bindPassword === undefined ? [{ name: bindPasswordName(id), at: ['bindPassword'] }] : []),
      ...(kerberos && kerberos.keytabFile === undefined && kerberos.serviceAccountPassword === undefined
        ? [{ name: serviceAccountPasswordName(id), at: ['kerberos', 'serviceAccountPassword'] }]
        : []),
    ]
    return wanted
      .filter(({ name }) => !kept.has(name))
      .map(({ at }) => ({
        severity: 'warning' as const,
        path: [...path, ...at],
        reason: 'no such secret is stored, so the gateway cannot work',
        fix: 'apply the document once with the secret in it; it is stored encrypted and never exported',
      }))
  })
}

export function checkKeytabOrPassword(settings: ManagedSettings): Finding[] {
  return gatewaysIn(settings).flatMap(({ value, path }) =>
    value.kerberos?.keytabFile !== undefined && value.kerberos.serviceAccountPassword !== undefined
      ? [
          {
            path: [...path, 'kerberos', 'keytabFile'],
            value: value.kerberos.keytabFile,
            reason: 'there is a password too, and only one of them can be used',
            fix: 'leave keytabFile out, so that keys are renewed by themselves; or leave the password out',
          },
        ]
      : [],
  )
}

function isDn(text: string): boolean {
  try {
    return parseDn(text).length > 0
  } catch {
    return false
  }
}

/** Names that are no DNs have a finding of their own. */
function isWithin(dn: string, base: string): boolean {
  return isDn(dn) && isDn(base) && isUnder(dn, base)
}
