import type { AttributeDraft } from '../rehearsal-stage.ts'
import { printsFederated, refusedAssertion, type Scenario, type ScenarioExpectation } from '../scenario.ts'

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

/** The mapping names no namespace: other products then send none. Joinery knows the one Entra looks in, and fills it in. */
export function missingFormat(claim: DeviceClaim): Scenario {
  return scenario(claim, 'missing-format', {
    title: `${claim} is mapped without a NameFormat`,
    story: `The administrator added ${claim} and left its format alone. Where the source product then fails, Joinery takes the format that Entra wants.`,
    change: ({ nameFormat: _left, ...attribute }) => [attribute],
    expected: { path: 'federated', failedStep: null, aadsts: null, hresult: null, prints: printsFederated },
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
  /** Left out, AADSTS51004. */
  readonly expected?: ScenarioExpectation
}

function scenario(claim: DeviceClaim, suffix: string, { title, story, change, expected }: Mistake): Scenario {
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
    expected: expected ?? refusedAssertion(51004),
  }
}
