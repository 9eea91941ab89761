import { guidToBase64 } from '../../protocol/ad/guid.ts'
import type { Case } from '../case.ts'
import type { Check, Finding } from '../check.ts'
import type { Fact } from '../fact.ts'
import { findGuid } from '../grammar.ts'
import type { EntraUser } from '../readings/entra-readings.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'entra/user',
  title: 'The user is synced, enabled, and known by the source anchor of AD',
  phase: 'sign-in',
  needs: [],
  run(which) {
    const judged = which.all('entra-user').map((user) => judge(user, which))
    return judged.find(({ outcome }) => outcome === 'fail') ?? judged.at(-1)
  },
}

function judge(user: EntraUser, which: Case): Finding {
  const {
    userPrincipalName: upn,
    accountEnabled,
    onPremisesSyncEnabled: synced,
    onPremisesImmutableId: anchor,
  } = user.facts
  const verify = ours(
    'Get-MgUser shows OnPremisesSyncEnabled True and the ImmutableId of AD; then lock and unlock the device.',
  )
  if (accountEnabled?.value === 'false')
    return {
      outcome: 'fail',
      title: say`${upn} is disabled in Entra`,
      evidence: [accountEnabled],
      fix: [{ where: 'Active Directory', text: ours('Enable the account in AD and let it sync.') }],
      verify,
    }
  if (synced?.value === 'false' || (synced && anchor?.value === ''))
    return {
      outcome: 'fail',
      title: say`${upn} is not synced from AD, so no assertion can name it`,
      evidence: [synced, anchor],
      fix: [
        {
          where: 'Entra Connect',
          text: ours(
            'Put the OU of the user into the scope of synchronisation; a cloud-only account of the same name is matched by its proxy address or UPN.',
          ),
        },
      ],
      verify,
      causes: ['sync/user-not-synced'],
      proved: ['sync/user-not-synced'],
    }
  const expected = anchorInAd(user, which)
  if (anchor && expected && expected.value !== anchor.value)
    return {
      outcome: 'fail',
      title: say`Entra knows ${upn} by another source anchor than AD has`,
      evidence: [anchor, expected.fact],
      expected: say`${expected.value}`,
      observed: say`${anchor}`,
      fix: [
        {
          where: 'Entra Connect',
          text: ours(
            'See which attribute is the source anchor (mS-DS-ConsistencyGuid, where empty objectGUID). A recreated AD account has a new objectGUID: write the old anchor into its mS-DS-ConsistencyGuid.',
          ),
        },
      ],
      verify,
      causes: ['sync/anchor'],
      proved: ['sync/anchor'],
    }
  return { outcome: 'ok', evidence: [upn, synced, anchor] }
}

/** base64 of mS-DS-ConsistencyGuid, where empty of objectGUID, as Entra Connect takes it. */
function anchorInAd({ facts }: EntraUser, which: Case): { readonly fact: Fact; readonly value: string } | undefined {
  const account = which
    .all('ad-account')
    .find(
      (one) =>
        one.account === 'user' &&
        one.facts.userPrincipalName?.value.toLowerCase() === facts.userPrincipalName?.value.toLowerCase(),
    )
  const { 'mS-DS-ConsistencyGuid': consistency, objectGUID } = account?.facts ?? {}
  const fact = consistency && consistency.value !== '' ? consistency : objectGUID
  const guid = findGuid(fact?.value ?? '')
  return fact && guid !== undefined ? { fact, value: guidToBase64(guid) } : undefined
}
