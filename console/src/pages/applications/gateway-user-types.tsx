import { ActionIcon, Button, Group, Input, Paper, Select, Stack, Text } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Gateway } from '../../../../src/config/gateway.ts'
import { usePermission } from '../../api/session.tsx'
import { isRecord } from '../../api/settings-values.ts'
import { type Collection, useResource } from '../../api/use-api.ts'
import type { SettingsFormState } from '../../parts/schema-fields.tsx'

/** A gateway with one of its user types, as an application lists them. */
export interface GatewayUserType {
  readonly id: string
  readonly type: 'LDAP'
  readonly userType: { readonly id: string }
}

/** Users first, then devices: the order in which tickets are looked up. */
export function proposedUserTypes(gateways: readonly Gateway[]): GatewayUserType[] {
  const all = gateways.flatMap((gateway) => gateway.userTypes.map((userType) => ({ gateway, userType })))
  return (['user', 'device'] as const).flatMap((account) =>
    all
      .filter(({ userType }) => userType.account === account)
      .map(({ gateway, userType }) => ({ id: gateway.id, type: 'LDAP' as const, userType: { id: userType.id } })),
  )
}

export interface GatewayUserTypesProps {
  readonly form: SettingsFormState
  /** Of the list within the form: `kerberos.gateways`. */
  readonly path: string
  readonly label: string
  readonly description: string
}

/** The user types an application takes, in their order. */
export function GatewayUserTypes({ form, path, label, description }: GatewayUserTypesProps) {
  const gateways = useResource<Collection<Gateway>>('/gateways')
  const known = proposedUserTypes(gateways.data?.body._embedded.gateways ?? [])
  const input = form.getInputProps(path)
  const listed: readonly unknown[] = Array.isArray(input.value) ? input.value : []
  const set = (next: readonly unknown[]): void => form.setFieldValue(path, next)
  const errors = Object.entries(form.errors).filter(([at]) => at === path || at.startsWith(`${path}.`))
  const isOff = !usePermission('settings.change')
  return (
    <Input.Wrapper label={label} description={description} error={errors[0]?.[1]} labelElement="div">
      <Stack gap="xs" mt="xs" component="ol" p={0} style={{ listStyle: 'none' }}>
        {listed.map((entry, index) => (
          <Paper component="li" withBorder p="xs" key={keyOf(entry)}>
            <Group justify="space-between" wrap="nowrap">
              <Text size="sm">
                {index + 1}. <Name entry={entry} gateways={gateways.data?.body._embedded.gateways ?? []} />
              </Text>
              <Group gap={4} wrap="nowrap">
                <ActionIcon
                  variant="subtle"
                  aria-label={`Move ${keyOf(entry)} up`}
                  disabled={isOff || index === 0}
                  onClick={() => set(moved(listed, index, index - 1))}
                >
                  <IconArrowUp size={16} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  aria-label={`Move ${keyOf(entry)} down`}
                  disabled={isOff || index === listed.length - 1}
                  onClick={() => set(moved(listed, index, index + 1))}
                >
                  <IconArrowDown size={16} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="red"
                  aria-label={`Remove ${keyOf(entry)}`}
                  disabled={isOff}
                  onClick={() => set(listed.filter((one) => one !== entry))}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </Group>
            </Group>
          </Paper>
        ))}
        {!isOff && (
          <AddUserType
            choices={known.filter((one) => !listed.some((entry) => keyOf(entry) === keyOf(one)))}
            onAdd={(one) => set([...listed, one])}
          />
        )}
      </Stack>
    </Input.Wrapper>
  )
}

function AddUserType({
  choices,
  onAdd,
}: {
  choices: readonly GatewayUserType[]
  onAdd: (one: GatewayUserType) => void
}) {
  const [chosen, setChosen] = useState<string | null>(null)
  if (choices.length === 0)
    return (
      <Text size="sm" c="dimmed" component="li">
        There is no further user type; they are made under Gateways.
      </Text>
    )
  const one = choices.find((choice) => keyOf(choice) === chosen)
  return (
    <Group component="li" gap="xs" align="flex-end">
      <Select
        aria-label="Gateway user type"
        placeholder="Gateway / user type"
        data={choices.map(keyOf)}
        value={chosen}
        onChange={setChosen}
        w={280}
        maw="100%"
      />
      <Button
        variant="default"
        leftSection={<IconPlus size={16} />}
        disabled={one === undefined}
        onClick={() => {
          if (one) onAdd(one)
          setChosen(null)
        }}
      >
        Add gateway user type
      </Button>
    </Group>
  )
}

function Name({ entry, gateways }: { entry: unknown; gateways: readonly Gateway[] }) {
  const [gatewayId, userTypeId] = keyOf(entry).split(' / ')
  const gateway = gateways.find(({ id }) => id === gatewayId)
  const userType = gateway?.userTypes.find(({ id }) => id === userTypeId)
  return (
    <>
      <b>{userType?.name ?? userTypeId}</b> of {gateway?.name ?? gatewayId}
      {userType && (
        <Text span c="dimmed" size="sm">
          {' '}
          ({userType.account}s)
        </Text>
      )}
    </>
  )
}

function keyOf(entry: unknown): string {
  const userType = isRecord(entry) && isRecord(entry.userType) ? entry.userType.id : ''
  return `${isRecord(entry) ? entry.id : ''} / ${userType}`
}

function moved(list: readonly unknown[], from: number, to: number): unknown[] {
  const rest = list.filter((_, index) => index !== from)
  return rest.toSpliced(to, 0, list[from])
}
