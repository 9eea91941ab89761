import { claimRequirements } from '../../entra/claim-requirements.ts'
import type { SignInRecord } from '../../ports.ts'

export interface EntraAnswer {
  /** `accepted`: by the names of the claims; their values are not in the log. `unknown`: the log does not say. */
  readonly answer: 'accepted' | 'AADSTS51004' | 'notAsked' | 'unknown'
  readonly why: string
}

/** What Entra would have answered, as far as the sign-in log shows it: the names and namespaces of the claims that were sent. */
export function entraAnswer({ outcome, stages }: SignInRecord): EntraAnswer {
  if (outcome !== 'issued')
    return { answer: 'notAsked', why: 'No token was issued, so there is nothing Entra could judge.' }
  const noted = stages.find(({ stage }) => stage === 'map')?.facts
  const sent = noted?.namespaces
  if (noted === undefined || typeof sent !== 'object')
    return { answer: 'unknown', why: 'The log does not hold which claims were sent.' }
  const account = noted.releasedTo === 'devices' ? 'device' : 'user'
  for (const { name, formats, requiredFor } of claimRequirements) {
    if (name === 'Subject') continue
    const claim = sent.find((one) => one.startsWith(`${name} `))
    if (claim === undefined && requiredFor.includes(account))
      return {
        answer: 'AADSTS51004',
        why: `The token of a ${account} had no claim ${name}, without which Entra finds nobody.`,
      }
    const namespace = claim?.slice(name.length + 1)
    if (namespace !== undefined && !formats.includes(namespace))
      return {
        answer: 'AADSTS51004',
        why: `${name} was sent in the namespace ${namespace}, where Entra does not look; set its NameFormat to ${formats[0]}.`,
      }
  }
  return { answer: 'accepted', why: `Every claim that Entra needs of a ${account} was sent, in its namespace.` }
}
