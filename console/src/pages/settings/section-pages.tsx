import type { ReactNode } from 'react'
import { environmentId } from '../../api/request.ts'
import { useResource } from '../../api/use-api.ts'
import { schemaAt, useSettingsSchema } from '../../api/use-settings-schema.ts'
import { Loaded } from '../../parts/loaded.tsx'
import type { SettingValues } from '../../parts/schema-fields.tsx'
import { Section } from '../../parts/section.tsx'
import { SettingsForm } from '../../parts/settings-form.tsx'
import { SettingsFrame } from './settings-frame.tsx'

/** The pages that are one group of the settings each: a form made from its schema. */

interface SectionPageProps {
  readonly title: string
  readonly intro: ReactNode
  /** The name of the group in the settings. */
  readonly section: string
  readonly titles?: Readonly<Record<string, string>>
  readonly without?: readonly string[]
  /** Of the API, where it is not `/settings/{section}`. */
  readonly path?: string
}

function SectionPage({ title, intro, section, titles, without, path = `/settings/${section}` }: SectionPageProps) {
  const schema = useSettingsSchema()
  const stored = useResource<SettingValues>(path)
  return (
    <SettingsFrame title={title} intro={intro}>
      <Loaded query={schema} what="the settings">
        {(whole) => (
          <Loaded query={stored} what="the settings">
            {(answer) => (
              <Section>
                <SettingsForm
                  path={path}
                  base={section}
                  schema={schemaAt(whole, section)}
                  stored={answer}
                  titles={titles}
                  without={without}
                />
              </Section>
            )}
          </Loaded>
        )}
      </Loaded>
    </SettingsFrame>
  )
}

export const Organisation = () => (
  <SectionPage
    title="Organisation"
    intro="One installation serves one organisation. What users see of it is set under Branding."
    section="environment"
    path={`/v1/environments/${environmentId}`}
    without={['id']}
  />
)

export const Networks = () => (
  <SectionPage
    title="Networks"
    intro="Windows signs in by ticket (windowstransport) from your own networks only. Say which they are, and what else is open to the world."
    section="networks"
    titles={{ usernamemixed: 'Passwords in username tokens' }}
  />
)

export const Lockout = () => (
  <SectionPage
    title="Lockout"
    intro="Guessed passwords must not lock people out of Active Directory. Joinery refuses further tries before the directory would, and keeps a count for places a user knows apart from all others."
    section="lockout"
  />
)

export const Sessions = () => (
  <SectionPage
    title="Sessions"
    intro="How long a browser stays signed in to Joinery. What Entra remembers beyond that is decided there."
    section="sessions"
  />
)

export const SecondFactor = () => (
  <SectionPage
    title="Second factor"
    intro="Codes from an app or passkeys for people in a browser. Devices are never asked: nobody sits there to answer."
    section="secondFactor"
  />
)

export const Retention = () => (
  <SectionPage
    title="Retention"
    intro="Logs hold personal data: keep them as long as you need them, and no longer. What is older is deleted in the background."
    section="retention"
  />
)

export const SigningKeys = () => (
  <SectionPage
    title="Signing keys"
    intro="When the key that signs is replaced, and how much of that Joinery does by itself. It never switches before every federated domain is proved to hold the next certificate. The keys themselves are on the page Keys."
    section="signingKeys"
  />
)
