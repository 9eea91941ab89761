import { SegmentedControl, SimpleGrid, Stack } from '@mantine/core'
import { useState } from 'react'
import type { EndpointsAnswer } from '../../../../../src/admin/federation/federation-routes.ts'
import type { Application } from '../../../../../src/config/application.ts'
import { useResource } from '../../../api/use-api.ts'
import { CopyField } from '../../../parts/copy-field.tsx'
import { Loaded } from '../../../parts/loaded.tsx'
import { ScriptMaker } from '../../../parts/script-maker.tsx'
import { Section } from '../../../parts/section.tsx'
import { Comparison } from './comparison.tsx'

/** What Entra must be told of the application, how to tell it, and whether it was told. */
export default function Overview({ application }: { application: Application }) {
  const base = `/applications/${encodeURIComponent(application.id)}`
  const query = useResource<EndpointsAnswer>(`${base}/endpoints`)
  return (
    <Stack gap="lg">
      <EntraScripts application={application} />
      <Comparison base={base} domainName={application.domainName} />
      <Loaded query={query} what="the addresses">
        {({ body }) => (
          <>
            <Section title="Addresses" intro="They come from the settings, never from what a client asks for.">
              <SimpleGrid cols={{ base: 1, lg: 2 }}>
                {body.endpoints.map(({ name, url, about }) => (
                  <CopyField key={name} label={name} value={url} description={about} />
                ))}
              </SimpleGrid>
            </Section>
            <Section
              title="Properties in Entra"
              intro="As Microsoft Graph calls them. The scripts above set all of them at once."
            >
              <SimpleGrid cols={{ base: 1, lg: 2 }}>
                {Object.entries(body.properties).map(([name, value]) => (
                  <CopyField key={name} label={name} value={value ?? ''} />
                ))}
              </SimpleGrid>
            </Section>
          </>
        )}
      </Loaded>
    </Stack>
  )
}

const choices = [
  { value: 'federate-managed-domain', label: 'It is managed' },
  { value: 'update-federated-domain', label: 'It is federated' },
  { value: 'undo-federation', label: 'Go back' },
]

function EntraScripts({ application: { id, domainName } }: { application: Application }) {
  const [name, setName] = useState('federate-managed-domain')
  return (
    <Section
      title="Tell Entra"
      intro={`What is ${domainName} in Entra now? The portal shows it under Custom domain names. Each script saves the present settings first, and prints the way back.`}
    >
      <div>
        <SegmentedControl aria-label="State of the domain in Entra" data={choices} value={name} onChange={setName} />
      </div>
      <ScriptMaker key={name} name={name} applicationId={id} />
    </Section>
  )
}
