import type { AttributeDraft } from '../rehearsal-stage.ts'
import { refusedAssertion, type Scenario } from '../scenario.ts'

/** The three claims without which a computer is not a device to Entra, and the ways to get their mapping wrong. */

export type DeviceClaim = 'accounttype' | 'onpremobjectguid' | 'primarysid'

const source = 'source document, "Attribute mappings for the Microsoft 365 application"'
/** A format that the list of the source product offers beside the right one. */
const wrongNameFormat = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'

/** The mapping names another namespace than Entra looks in. */
export function wrongFormat(claim: DeviceClaim): Scenario {
  return scenario(claim, 'wrong-format', {
    title: `${claim} is mapped with the wrong NameFormat`,
    story: `The administrator chose ${wrongNameFormat} for ${claim} in the list of formats; it looks right and is not.`,
    change: (attribute) => [{ ...attribute, nameFormat: wrongNameFormat }],
  })
}

/** The mapping names no namespace, and the claim goes out without one. */
export function missingFormat(claim: DeviceClaim): Scenario {
  return scenario(claim, 'missing-format', {
    title: `${claim} is mapped with an empty NameFormat`,
    story: `The administrator added ${claim} and cleared its format, so that the claim goes out in no namespace.`,
    change: (attribute) => [{ ...attribute, nameFormat: '' }],
  })
}

/** Nobody mapped it. */
export function missingMapping(claim: DeviceClaim): Scenario {
  return scenario(claim, 'missing-mapping', {
    title: `${claim} is not mapped`,
    story: `The application was set up for browser sign-in and never got the mapping of ${claim} that a hybrid join needs.`,
    change: () => [],
  })
}

interface Mistake {
  readonly title: string
  readonly story: string
  readonly change: (attribute: AttributeDraft) => AttributeDraft[]
}

function scenario(claim: DeviceClaim, suffix: string, { title, story, change }: Mistake): Scenario {
  return {
    name: `${claim}-${suffix}`,
    title,
    story,
    source,
    breaks: (stage) =>
      stage.joinery.patchSettings((draft) => {
        for (const application of draft.applications) {
          application.attributes = application.attributes.flatMap((attribute) =>
            attribute.name === claim ? change(attribute) : [attribute],
          )
        }
      }),
    expected: refusedAssertion(51004),
  }
}
