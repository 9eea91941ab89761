import { schemaAt, useSettingsSchema } from '../../api/use-settings-schema.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { SchemaFields } from '../../parts/schema-fields.tsx'
import { Section } from '../../parts/section.tsx'
import { SettingsForm } from '../../parts/settings-form.tsx'
import { ConnectionTest } from './connection-test.tsx'
import type { GatewayTabProps } from './gateway-page.tsx'

const fields = [
  'name',
  'description',
  'enabled',
  'serversHostAndPort',
  'connectionSecurity',
  'validateTlsCertificates',
  'caFile',
] as const
const seldom = [
  ...['followReferrals', 'referralHosts', 'connectTimeoutSeconds', 'operationTimeoutSeconds', 'poolSize'],
  'sourceAnchor',
] as const

export const gatewayTitles: Readonly<Record<string, string>> = {
  serversHostAndPort: 'Domain controllers',
  bindDN: 'Bind DN',
  bindPassword: 'Bind password',
  connectionSecurity: 'Connection security',
  validateTlsCertificates: 'Validate TLS certificates',
  caFile: 'CA file',
}

/** Where the domain controllers are. What is typed is tried before it is saved. */
export function Connection({ id, path, stored }: GatewayTabProps) {
  const schema = useSettingsSchema()
  return (
    <Loaded query={schema} what="the settings">
      {(whole) => {
        const gateway = schemaAt(whole, 'gateways')
        return (
          <SettingsForm path={path} base={`gateways/${id}`} schema={gateway} stored={stored}>
            {(form) => (
              <>
                <Section title="Domain controllers">
                  <SchemaFields form={form} schema={gateway} only={fields} titles={gatewayTitles} />
                  <SchemaFields
                    form={form}
                    schema={gateway}
                    only={['bindPassword']}
                    titles={{ bindPassword: 'Bind password, where the servers change' }}
                  />
                </Section>
                <ConnectionTest gatewayId={id} gateway={form.values} />
                <Section title="Seldom changed">
                  <SchemaFields form={form} schema={gateway} only={seldom} titles={gatewayTitles} />
                </Section>
              </>
            )}
          </SettingsForm>
        )
      }}
    </Loaded>
  )
}
