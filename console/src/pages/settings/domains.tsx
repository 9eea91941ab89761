import { Alert, Code, List, Table, Text } from '@mantine/core'
import { type Collection, useResource } from '../../api/use-api.ts'
import { schemaAt, useSettingsSchema } from '../../api/use-settings-schema.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { absoluteTime } from '../../parts/relative-time.tsx'
import { SchemaFields, type SettingValues } from '../../parts/schema-fields.tsx'
import { Section } from '../../parts/section.tsx'
import { SettingsForm } from '../../parts/settings-form.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { SettingsFrame } from './settings-frame.tsx'

interface PublicAddresses {
  readonly publicUrl: string
  readonly hosts: readonly {
    readonly host: string
    readonly usedBy: readonly string[]
    readonly isCovered: boolean | null
  }[]
  /** null: a proxy in front of Joinery has it. */
  readonly certificate: Certificate | null
}

interface Certificate {
  readonly file: string
  readonly subject: string
  readonly issuer: string
  readonly names: readonly string[]
  readonly notBefore: string
  readonly notAfter: string
  readonly problem?: string
}

interface ApplicationValues extends SettingValues {
  readonly id: string
  readonly name: string
}

/** The names clients reach Joinery under, and the certificate that must name them. */
export default function Domains() {
  const addresses = useResource<PublicAddresses>('/publicAddresses')
  const applications = useResource<Collection<ApplicationValues>>('/applications', { query: { limit: 100 } })
  return (
    <SettingsFrame
      title="Custom domains"
      intro="The addresses of an application are published under its own host name, or under publicUrl when it has none. Clients refuse a name that the TLS certificate does not cover."
    >
      <Loaded query={addresses} what="the addresses">
        {({ body }) => (
          <>
            <Hosts addresses={body} />
            <CertificateSection certificate={body.certificate} />
          </>
        )}
      </Loaded>
      <Loaded query={applications} what="the applications">
        {({ body }) => (body._embedded.applications ?? []).map((each) => <HostNames key={each.id} {...each} />)}
      </Loaded>
    </SettingsFrame>
  )
}

function Hosts({ addresses: { publicUrl, hosts } }: { addresses: PublicAddresses }) {
  return (
    <Section
      title="Host names"
      intro={
        <>
          publicUrl is <Code>{publicUrl}</Code>; it is set in the boot settings.
        </>
      }
    >
      <Table.ScrollContainer minWidth={320}>
        <Table aria-label="Host names">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Name</Table.Th>
              <Table.Th>Used by</Table.Th>
              <Table.Th>Certificate</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {hosts.map(({ host, usedBy, isCovered }) => (
              <Table.Tr key={host}>
                <Table.Td className="long-text">{host}</Table.Td>
                <Table.Td>{usedBy.join(', ')}</Table.Td>
                <Table.Td>
                  {isCovered === null ? (
                    <StatusBadge status="neutral" label="at the proxy" />
                  ) : isCovered ? (
                    <StatusBadge status="good" label="covered" />
                  ) : (
                    <StatusBadge status="bad" label="not covered" />
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  )
}

function CertificateSection({ certificate }: { certificate: Certificate | null }) {
  return (
    <Section title="TLS certificate">
      {certificate === null ? (
        <Text size="sm">
          Joinery itself serves plain HTTP here: a proxy in front of it ends TLS. Look at the proxy's certificate for
          the names above.
        </Text>
      ) : (
        <CertificateFacts {...certificate} />
      )}
      <Alert color="gray" title="To use another certificate">
        <List size="sm" type="ordered">
          <List.Item>Get a certificate whose subjectAltName has every name above, with its chain, as PEM.</List.Item>
          <List.Item>
            Put it and its key in the place of the files that <Code>tls.certificate</Code> and <Code>tls.key</Code> of
            the boot settings name
            {certificate && (
              <>
                {' '}
                (now <Code className="long-text">{certificate.file}</Code>)
              </>
            )}
            .
          </List.Item>
          <List.Item>
            Joinery takes them up within seconds, without a restart, and refuses files that do not belong together.
          </List.Item>
        </List>
        <Text size="sm" mt="xs">
          Private keys of the listener are not uploaded here: they stay on the machine.
        </Text>
      </Alert>
    </Section>
  )
}

const dayMilliseconds = 86_400_000

function CertificateFacts({ file, subject, issuer, names, notBefore, notAfter, problem }: Certificate) {
  const days = Math.floor((Date.parse(notAfter) - Date.now()) / dayMilliseconds)
  const expiry = days < 0 ? 'bad' : days < 30 ? 'warning' : 'good'
  return (
    <>
      {problem && (
        <Alert color="red" title="These files cannot be used; the certificate taken up before them stays">
          {problem}
        </Alert>
      )}
      <Table aria-label="The certificate" variant="vertical" layout="fixed">
        <Table.Tbody>
          {[
            ['File', file],
            ['Subject', subject],
            ['Issued by', issuer],
            ['Names', names.join(', ')],
            ['Valid from', absoluteTime(notBefore)],
          ].map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th w={120}>{name}</Table.Th>
              <Table.Td className="long-text">{value}</Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Th>Valid until</Table.Th>
            <Table.Td>
              {absoluteTime(notAfter)}{' '}
              <StatusBadge status={expiry} label={days < 0 ? 'expired' : `${days} days left`} />
            </Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </>
  )
}

function HostNames({ id, name }: ApplicationValues) {
  const path = `/applications/${id}`
  const schema = useSettingsSchema()
  const stored = useResource<SettingValues>(path)
  return (
    <Section title={name}>
      <Loaded query={schema} what="the settings">
        {(whole) => (
          <Loaded query={stored} what="the application">
            {(answer) => {
              const application = schemaAt(whole, 'applications')
              return (
                <SettingsForm path={path} base={`applications/${id}`} schema={application} stored={answer}>
                  {(form) => (
                    <SchemaFields
                      form={form}
                      schema={application}
                      only={['hostNames']}
                      titles={{ hostNames: 'Host names' }}
                    />
                  )}
                </SettingsForm>
              )
            }}
          </Loaded>
        )}
      </Loaded>
    </Section>
  )
}
