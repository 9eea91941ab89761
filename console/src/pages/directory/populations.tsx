import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconPlus, IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import { usePermission } from '../../api/session.tsx'
import { type Collection, useChange, useResource } from '../../api/use-api.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { DialogButtons } from '../../parts/dialog-buttons.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { type Column, ResourceTable } from '../../parts/resource-table.tsx'

interface Population {
  readonly id: string
  readonly name: string
  readonly description?: string
}

interface PopulationCount {
  readonly population?: { readonly id: string }
  readonly userCount: number
}

/** Groups of profiles; a user type says which one its profiles belong to. */
export function Populations() {
  const mayChange = usePermission('settings.change')
  const [edited, setEdited] = useState<Population | 'new'>()
  const [deleted, setDeleted] = useState<Population>()
  const counts = useResource<Collection<PopulationCount>>('/populationCounts')
  const countOf = (id: string): number | undefined =>
    counts.data &&
    (counts.data.body._embedded.populationCounts?.find(({ population }) => population?.id === id)?.userCount ?? 0)
  const remove = useChange<string>({
    method: 'DELETE',
    path: (id) => `/populations/${encodeURIComponent(id)}`,
    stale: ['/populations'],
  })
  const add = mayChange && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
      Add a population
    </Button>
  )
  const columns: readonly Column<Population>[] = [
    { title: 'Name', cell: ({ name }) => name },
    { title: 'Description', cell: ({ description }) => description, isMinor: true },
    { title: 'Members', cell: ({ id }) => countOf(id) },
    ...(mayChange
      ? [
          {
            title: 'Change',
            cell: (row: Population) => (
              <Group gap="xs">
                <Button size="xs" variant="default" onClick={() => setEdited(row)} aria-label={`Edit ${row.name}`}>
                  Edit
                </Button>
                <Button
                  size="xs"
                  variant="subtle"
                  color="red"
                  onClick={() => setDeleted(row)}
                  aria-label={`Delete ${row.name}`}
                >
                  Delete
                </Button>
              </Group>
            ),
          },
        ]
      : []),
  ]
  return (
    <Stack>
      {add && <Group>{add}</Group>}
      <ResourceTable<Population>
        path="/populations"
        list="populations"
        what="the populations"
        columns={columns}
        rowKey={({ id }) => id}
        empty={
          <EmptyState icon={IconUsersGroup} title="No population yet">
            A population groups profiles, such as employees and devices. It is named by the user type of a gateway,
            under Lookup; without one, profiles belong to none.
          </EmptyState>
        }
      />
      <Modal
        opened={edited !== undefined}
        onClose={() => setEdited(undefined)}
        title={edited === 'new' ? 'Add a population' : 'Change the population'}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {edited !== undefined && (
          <PopulationForm population={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
        )}
      </Modal>
      <ConfirmDialog
        isOpen={deleted !== undefined}
        onClose={() => setDeleted(undefined)}
        title={`Delete ${deleted?.name}?`}
        action="Delete the population"
        onConfirm={() => remove.mutateAsync({ body: deleted?.id ?? '' })}
      >
        Profiles stay. It is refused while a user type names it.
      </ConfirmDialog>
    </Stack>
  )
}

function PopulationForm({ population, onClose }: { population: Population | undefined; onClose: () => void }) {
  const { name = '', description = '' } = population ?? {}
  const form = useForm({ initialValues: { name, description } })
  const save = useChange<object>({
    method: population ? 'PUT' : 'POST',
    path: population ? `/populations/${encodeURIComponent(population.id)}` : '/populations',
    stale: ['/populations'],
  })
  const submit = async (values: typeof form.values): Promise<void> => {
    const body = { name: values.name, ...(values.description !== '' && { description: values.description }) }
    await save.mutateAsync({ body })
    onClose()
  }
  return (
    <form onSubmit={form.onSubmit((values) => void submit(values).catch(() => {}))}>
      <Stack>
        <TextInput label="Name" required data-autofocus {...form.getInputProps('name')} />
        <Textarea label="Description" autosize {...form.getInputProps('description')} />
        <DialogButtons change={save} onClose={onClose} />
      </Stack>
    </form>
  )
}
