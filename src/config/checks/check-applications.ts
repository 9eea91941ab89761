import type { Application } from '../application.ts'
import type { ManagedSettings } from '../managed-settings.ts'
import { rehearsalAudience } from '../rehearsal-audience.ts'
import { applicationsIn, duplicates, type Finding, type SettingsFacts, userTypesOf } from './settings-check.ts'

/** Checks of what an application is to Entra: issuer, domain, endpoints, networks. */

/** Entra tells federated domains apart by their issuer: one application per domain, one issuer each. */
export function checkIssuersAreUnique(settings: ManagedSettings): Finding[] {
  const withIssuer = applicationsIn(settings).filter(({ value }) => value.issuerUri !== undefined)
  return duplicates(withIssuer, ({ issuerUri }) => String(issuerUri)).map(({ value, path }) => ({
    path: [...path, 'issuerUri'],
    value: String(value.issuerUri),
    reason: 'another application has the same issuer, and Entra wants one of its own for each federated domain',
    fix: 'leave issuerUri out: it is made from the id of the application',
  }))
}

export function checkDomainsAreUnique(settings: ManagedSettings): Finding[] {
  return duplicates(applicationsIn(settings), ({ domainName }) => domainName.toLowerCase()).map(({ value, path }) => ({
    path: [...path, 'domainName'],
    value: value.domainName,
    reason: 'another application serves this domain already',
    fix: 'keep one application per federated domain',
  }))
}

/** A live key must never sign what passes for a rehearsal. */
export function checkAudienceIsNotOfRehearsals(settings: ManagedSettings): Finding[] {
  return applicationsIn(settings)
    .filter(({ value }) => value.audienceRestriction === rehearsalAudience)
    .map(({ path }) => ({
      path: [...path, 'audienceRestriction'],
      value: rehearsalAudience,
      reason: 'this audience belongs to rehearsals, whose tokens are worth nothing anywhere',
      fix: 'leave audienceRestriction out, or write urn:federation:MicrosoftOnline',
    }))
}

/** A changed issuer takes effect here at once and in Entra only when it is told: nobody could sign in between. */
export function checkIssuerIsKept(settings: ManagedSettings, { before }: SettingsFacts): Finding[] {
  return applicationsIn(settings).flatMap(({ value, path }) => {
    const known = before?.applications.find((application) => application.id === value.id)?.issuerUri
    if (known === undefined || value.issuerUri === undefined || value.issuerUri === known) return []
    return [
      {
        path: [...path, 'issuerUri'],
        value: value.issuerUri,
        reason: `the issuer of an application is kept for ever; this one has ${known}`,
        fix: 'take the line out to keep it; for another issuer make another application',
      },
    ]
  })
}

export function checkHybridJoinEndpoints(settings: ManagedSettings): Finding[] {
  return applicationsIn(settings)
    .filter(({ value }) => takesDevices(value, settings))
    .flatMap(({ value, path }) => [
      ...(value.useMex13
        ? []
        : [
            warning(
              [...path, 'useMex13'],
              'false',
              'Entra is told the older metadata address, and hybrid join needs the one with mex13',
              'set useMex13: true, and run the PowerShell block for a federated domain again',
            ),
          ]),
      ...(value.stsTokenType === 'urn:oasis:names:tc:SAML:1.0:assertion'
        ? []
        : [
            warning(
              [...path, 'stsTokenType'],
              value.stsTokenType,
              'hybrid join needs SAML 1.1 for Office 365',
              'set stsTokenType: urn:oasis:names:tc:SAML:1.0:assertion',
            ),
          ]),
    ])
}

export function checkIntranetIsNamed(settings: ManagedSettings): Finding[] {
  const { intranetRanges } = settings.networks
  if (intranetRanges.length > 0 || !settings.applications.some((application) => application.kerberos)) return []
  return [
    warning(
      ['networks', 'intranetRanges'],
      undefined,
      'no network is named, so windowstransport is closed: no device can join, no user signs in by Kerberos',
      'name the networks of your domain-joined computers, such as 10.0.0.0/8',
    ),
  ]
}

export function checkIntranetIsNotTheInternet({ networks }: ManagedSettings): Finding[] {
  return networks.intranetRanges.flatMap((range, index) =>
    /\/0$/.test(range)
      ? [
          warning(
            ['networks', 'intranetRanges', index],
            range,
            'this is the whole Internet: anybody could try tickets here',
            'name your own networks only',
          ),
        ]
      : [],
  )
}

function takesDevices(application: Application, settings: ManagedSettings): boolean {
  return userTypesOf(application, settings).some(({ userType }) => userType.account === 'device')
}

function warning(path: (string | number)[], value: string | undefined, reason: string, fix: string): Finding {
  return { severity: 'warning', path, reason, fix, ...(value === undefined ? {} : { value }) }
}
