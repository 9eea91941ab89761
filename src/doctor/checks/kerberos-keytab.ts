import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'kerberos/keytab',
  title: 'The keytab has AES keys of the present version, for the right realm',
  phase: 'auth',
  needs: [],
  run(which) {
    const entries = which.all('keytab-entry')
    const [first] = entries
    if (first === undefined) return undefined
    const verify = ours('klist -kte <keytab>, or joinery gateway test <id>.')
    const again = [
      {
        where: 'Active Directory',
        text: ours(
          'ktpass /princ HTTP/<host>@<REALM> /mapuser <account> /crypto AES256-SHA1 /ptype KRB5_NT_PRINCIPAL /pass * /out <file>, and give the new keytab to the gateway; ktpass raises the key version.',
        ),
      },
    ]
    const realm = entries.find(
      ({ facts }) => facts.kerberosRealm && facts.kerberosRealm.value !== facts.kerberosRealm.value.toUpperCase(),
    )?.facts
    if (realm)
      return {
        outcome: 'fail',
        title: say`The realm ${realm.kerberosRealm} in the keytab is not in capitals`,
        evidence: [realm.kerberosRealm],
        fix: again,
        verify,
      }
    if (!entries.some(({ facts }) => facts.encryptionType?.value.startsWith('AES')))
      return {
        outcome: 'fail',
        title: say`The keytab has no AES key`,
        evidence: entries.slice(0, 3).map(({ facts }) => facts.encryptionType),
        expected: ours('AES256'),
        fix: again,
        verify,
      }
    const inAd = which
      .all('ad-account')
      .find(({ servicePrincipalNames }) => servicePrincipalNames?.some(({ value }) => /^HTTP\//i.test(value)))?.facts[
      'msDS-KeyVersionNumber'
    ]
    const versions = entries.flatMap(({ facts }) => (facts.keyVersion ? [facts.keyVersion] : []))
    if (inAd && inAd.value !== '' && !versions.some(({ value }) => value === inAd.value))
      return {
        outcome: 'fail',
        title: say`The keytab has no keys of version ${inAd}, which AD has now`,
        evidence: [inAd, versions[0]],
        expected: say`${inAd}`,
        observed: say`${versions[0]}`,
        fix: again,
        verify,
        causes: ['kerberos/service-account-stale-key'],
        proved: ['kerberos/service-account-stale-key'],
      }
    return { outcome: 'ok', evidence: [first.facts.principal] }
  },
}
