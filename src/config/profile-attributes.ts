// A table: the built-in attributes of a profile, as mappings and expressions name them; custom ones are schemaAttributes.

export interface ProfileAttribute {
  readonly name: string
  /** What the console calls it. */
  readonly label: string
  /** false: made by Joinery; expressions may read it, user types may not write it. */
  readonly mappable: boolean
}

const mapped = (name: string, label: string): ProfileAttribute => ({ name, label, mappable: true })
const made = (name: string, label: string): ProfileAttribute => ({ name, label, mappable: false })

export const profileAttributes: readonly ProfileAttribute[] = [
  mapped('username', 'Username'),
  mapped('email', 'Email Address'),
  mapped('name.formatted', 'Formatted'),
  mapped('name.given', 'Given Name'),
  mapped('name.middle', 'Middle Name'),
  mapped('name.family', 'Family Name'),
  mapped('name.honorificPrefix', 'Honorific Prefix'),
  mapped('name.honorificSuffix', 'Honorific Suffix'),
  mapped('nickname', 'Nickname'),
  mapped('title', 'Title'),
  mapped('type', 'Type'),
  mapped('accountId', 'Account ID'),
  mapped('externalId', 'External ID'),
  mapped('primaryPhone', 'Primary Phone'),
  mapped('mobilePhone', 'Mobile Phone'),
  mapped('address.streetAddress', 'Street Address'),
  mapped('address.locality', 'Locality'),
  mapped('address.region', 'Region'),
  mapped('address.postalCode', 'Postal Code'),
  mapped('address.countryCode', 'Country Code'),
  mapped('locale', 'Locale'),
  mapped('preferredLanguage', 'Preferred Language'),
  mapped('timezone', 'Timezone'),
  mapped('photo.href', 'Photo'),
  made('id', 'User ID'),
  made('enabled', 'Enabled'),
  made('population.id', 'Population'),
  made('memberOfGroupIDs', 'Group IDs'),
  made('memberOfGroupNames', 'Group Names'),
  made('createdAt', 'Created'),
  made('updatedAt', 'Updated'),
  made('environment.id', 'Environment'),
]
