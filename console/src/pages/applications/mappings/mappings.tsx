import { ActionIcon, Button, Code, Menu, Paper, Table, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconDotsVertical, IconPencil, IconPlus, IconTag, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { KnownClaim } from '../../../../../src/admin/settings/claim-routes.ts'
import type { Application } from '../../../../../src/config/application.ts'
import { usePermission } from '../../../api/session.tsx'
import { useChange } from '../../../api/use-api.ts'
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx'
import { Loaded } from '../../../parts/loaded.tsx'
import { Section } from '../../../parts/section.tsx'
import { StatusBadge } from '../../../parts/status-badge.tsx'
import { MappingDialog } from './mapping-dialog.tsx'
import { NameFormatDialog } from './name-format-dialog.tsx'
import { type MappingResource, mappingsPath, useKnownClaims, useMappings } from './use-mappings.ts'

/** What the tokens of an application say of whom. */
export default function Mappings({ application }: { application: Application }) {
  const { id } = application
  const read = useMappings(id)
  const claims = useKnownClaims()
  const mayChange = usePermission('settings.change')
  const [isAdding, adding] = useDisclosure()
  const [edited, setEdited] = useState<MappingResource>()
  const [formatted, setFormatted] = useState<MappingResource>()
  const [removed, setRemoved] = useState<MappingResource>()
  const path = mappingsPath(id)
  const remove = useChange<MappingResource>({
    method: 'DELETE',
    path: (mapping) => `${path}/${encodeURIComponent(mapping.id)}`,
    stale: [path],
  })
  return (
    <Section
      title="Claims of the token"
      intro="Each row is a claim of the token: its name, its namespace (NameFormat) and where the value comes from. Entra refuses a token when one of those it needs is missing, or stands in another namespace: Preview shows it before anybody is affected."
      actions={
        mayChange && (
          <Button leftSection={<IconPlus size={16} />} onClick={adding.open}>
            Add a mapping
          </Button>
        )
      }
    >
      <Loaded query={read} what="the attribute mappings">
        {({ body }) => (
          <MappingTable
            mappings={body._embedded.attributes ?? []}
            claims={claims}
            mayChange={mayChange}
            onEdit={setEdited}
            onNameFormat={setFormatted}
            onRemove={setRemoved}
          />
        )}
      </Loaded>
      <MappingDialog
        application={application}
        mappings={read.data?.body._embedded.attributes ?? []}
        claims={claims}
        mapping={edited}
        isOpen={isAdding || edited !== undefined}
        onClose={() => {
          adding.close()
          setEdited(undefined)
        }}
      />
      <NameFormatDialog
        applicationId={id}
        mapping={formatted}
        claim={claims.find(({ name }) => name === formatted?.name)}
        onClose={() => setFormatted(undefined)}
      />
      <ConfirmDialog
        isOpen={removed !== undefined}
        onClose={() => setRemoved(undefined)}
        title={`Delete the mapping of ${removed?.name ?? ''}?`}
        action="Delete the mapping"
        onConfirm={async () => {
          if (removed) await remove.mutateAsync({ body: removed })
        }}
      >
        Tokens no longer hold this claim, from the next sign-in on.
        {requiredText(claims.find(({ name }) => name === removed?.name))}
      </ConfirmDialog>
    </Section>
  )
}

function requiredText(claim: KnownClaim | undefined): string {
  if (claim === undefined || claim.requiredFor.length === 0) return ''
  return ` Entra needs it of every ${claim.requiredFor.join(' and ')}.`
}

interface MappingTableProps {
  readonly mappings: readonly MappingResource[]
  readonly claims: readonly KnownClaim[]
  readonly mayChange: boolean
  readonly onEdit: (mapping: MappingResource) => void
  readonly onNameFormat: (mapping: MappingResource) => void
  readonly onRemove: (mapping: MappingResource) => void
}

function MappingTable({ mappings, claims, mayChange, onEdit, onNameFormat, onRemove }: MappingTableProps) {
  return (
    <Paper withBorder radius="md" style={{ overflow: 'hidden' }}>
      <Table.ScrollContainer minWidth={320}>
        <Table aria-label="Attribute mappings">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Attribute</Table.Th>
              <Table.Th visibleFrom="sm">NameFormat</Table.Th>
              <Table.Th>Value</Table.Th>
              <Table.Th visibleFrom="sm">For</Table.Th>
              {mayChange && <Table.Th w={48} aria-label="Actions" />}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {mappings.map((mapping) => {
              const claim = claims.find(({ name }) => name === mapping.name)
              return (
                <Table.Tr key={mapping.id} style={{ verticalAlign: 'top' }}>
                  <Table.Td>
                    <Text size="sm" fw={550}>
                      {mapping.name}
                    </Text>
                    {mapping.required && (
                      <Text size="xs" c="dimmed">
                        required
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td visibleFrom="sm" className="long-text">
                    <NameFormat mapping={mapping} claim={claim} />
                  </Table.Td>
                  <Table.Td className="long-text">
                    <Code>{mapping.value}</Code>
                  </Table.Td>
                  <Table.Td visibleFrom="sm">
                    <Text size="sm">{mapping.releaseTo ?? targetOf(claim)}</Text>
                  </Table.Td>
                  {mayChange && (
                    <Table.Td>
                      <RowMenu
                        name={mapping.name}
                        hasFormat={mapping.name !== 'Subject'}
                        onEdit={() => onEdit(mapping)}
                        onNameFormat={() => onNameFormat(mapping)}
                        onRemove={() => onRemove(mapping)}
                      />
                    </Table.Td>
                  )}
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  )
}

function NameFormat({ mapping, claim }: { mapping: MappingResource; claim: KnownClaim | undefined }) {
  if (mapping.name === 'Subject')
    return (
      <Text size="sm" c="dimmed">
        by the configuration
      </Text>
    )
  const isStrange =
    claim !== undefined && mapping.nameFormat !== undefined && !claim.formats.includes(mapping.nameFormat)
  return (
    <>
      <Text size="sm">{mapping.nameFormat ?? claim?.formats[0] ?? 'none'}</Text>
      {mapping.nameFormat === undefined && claim && (
        <Text size="xs" c="dimmed">
          default
        </Text>
      )}
      {isStrange && <StatusBadge status="bad" label="Entra does not look there" />}
    </>
  )
}

function targetOf(claim: KnownClaim | undefined): string {
  if (claim?.onlyFor === 'user') return 'users'
  const [only, other] = claim?.requiredFor ?? []
  if (only === undefined || other !== undefined) return 'everyone'
  return only === 'device' ? 'devices' : 'users'
}

interface RowMenuProps {
  readonly name: string
  readonly hasFormat: boolean
  readonly onEdit: () => void
  readonly onNameFormat: () => void
  readonly onRemove: () => void
}

function RowMenu({ name, hasFormat, onEdit, onNameFormat, onRemove }: RowMenuProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`More options for ${name}`}>
          <IconDotsVertical size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
          Edit
        </Menu.Item>
        {hasFormat && (
          <Menu.Item leftSection={<IconTag size={16} />} onClick={onNameFormat}>
            Update NameFormat
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconTrash size={16} />} color="red" onClick={onRemove}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
