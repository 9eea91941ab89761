import type { SignInDetail } from '../../../../src/admin/activity/sign-in-schema.ts'

/** Where in the console a refusal is mended; undefined where it is mended elsewhere. */
export function placeToMend({ code, applicationId, stages }: SignInDetail): { label: string; to: string } | undefined {
  if (code === null) return undefined
  const gateway = stages.map(({ facts }) => facts.gateway).find((id) => typeof id === 'string')
  const application = applicationId === null ? '/applications' : `/applications/${encodeURIComponent(applicationId)}`
  const ofGateway = gateway === undefined ? '/gateways' : `/gateways/${encodeURIComponent(gateway)}`
  const place = places.find(({ codes }) => codes.test(code))
  if (place === undefined) return undefined
  return {
    label: place.label,
    to: `${place.of === 'application' ? application : place.of === 'gateway' ? ofGateway : ''}${place.below}`,
  }
}

const places: readonly {
  readonly codes: RegExp
  readonly of: 'application' | 'gateway' | 'console'
  readonly below: string
  readonly label: string
}[] = [
  {
    codes: /LOCKED|LOCKOUT|WOULD_LOCK|RATE_LIMITED/,
    of: 'console',
    below: '/directory/lockouts',
    label: 'See the lockouts',
  },
  { codes: /NETWORK|INTRANET/, of: 'console', below: '/settings/networks', label: 'See the networks' },
  { codes: /^(?:MAP|EXPRESSION)_/, of: 'application', below: '/mappings', label: 'See the attribute mappings' },
  { codes: /^KEYS_/, of: 'console', below: '/keys', label: 'See the keys' },
  { codes: /^LOOKUP_/, of: 'gateway', below: '/lookup', label: 'See how accounts are looked up' },
  {
    codes: /KERBEROS|TICKET|_KEYS?_|WRONG_SERVICE|CLOCK|REALM/,
    of: 'gateway',
    below: '/kerberos',
    label: 'See the Kerberos keys',
  },
  { codes: /^DIRECTORY_/, of: 'gateway', below: '', label: 'See the gateway' },
  { codes: /^ACCEPT_APPL/, of: 'application', below: '', label: 'See the application' },
]
