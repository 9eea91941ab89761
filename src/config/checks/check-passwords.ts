import { listedUserTypes } from '../listed-user-types.ts'
import type { ManagedSettings } from '../managed-settings.ts'
import { usernameAttributesOf } from '../username-attributes.ts'
import { applicationsIn, type Finding } from './settings-check.ts'

/** Checks of sign-in with a password. */

/** No computer signs in by password, so a user type of devices there would take nobody. */
export function checkPasswordsArePeoples(settings: ManagedSettings): Finding[] {
  return applicationsIn(settings).flatMap(({ value: { passwords }, path }) =>
    (passwords?.gateways ?? []).flatMap(({ id, userType }, index) => {
      const gateway = settings.gateways.find((candidate) => candidate.id === id)
      const found = gateway?.userTypes.find((candidate) => candidate.id === userType.id)
      if (found?.account !== 'device') return []
      return [
        {
          path: [...path, 'passwords', 'gateways', index, 'userType', 'id'],
          value: userType.id,
          reason: 'this user type is of devices, and no computer signs in with a password',
          fix: 'name a user type whose account is user',
        },
      ]
    }),
  )
}

/** A user name is looked for in LDAP, so the attribute it is matched with must come from there. */
export function checkUsernameMatchIsMapped(settings: ManagedSettings): Finding[] {
  return applicationsIn(settings).flatMap(({ value: application, path }) => {
    const people = settings.gateways.flatMap((gateway) => listedUserTypes(application, gateway, 'password'))
    return people
      .filter((userType) => usernameAttributesOf(userType, application).length === 0)
      .map((userType) => ({
        path: [...path, 'userAttributeUsernameMatch'],
        severity: 'warning' as const,
        value: application.userAttributeUsernameMatch,
        reason: `the user type ${userType.id} maps no LDAP attribute to it, so nobody of it is found by user name`,
        fix: `map ${application.userAttributeUsernameMatch} to \${ldapAttributes.mail} or another attribute that is unique, or match user names with an attribute that is mapped`,
      }))
  })
}
