import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'
import { ActionIcon, Button, Group, Input, Paper, Stack, Text, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPlus, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { usePermission } from '../../../api/session.tsx'

export interface LinkAttributesProps {
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
  readonly error?: ReactNode
}

/** The user link attributes in their order: by drag, by the keyboard (Space, arrows, Space), or by the arrows beside each. */
export function LinkAttributes({ value, onChange, error }: LinkAttributesProps) {
  const mayChange = usePermission('settings.change')
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const move = (from: number, to: number): void => onChange(arrayMove([...value], from, to))
  const drop = ({ active, over }: DragEndEvent): void => {
    if (over !== null && active.id !== over.id) move(value.indexOf(String(active.id)), value.indexOf(String(over.id)))
  }
  return (
    <Input.Wrapper
      label="User link attributes"
      description="By these an entry that was seen before is found again. Tried in this order, each its own query, until exactly one entry matches."
      error={error}
      labelElement="div"
    >
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={drop}
        accessibility={{ announcements: announcementsFor(value) }}
      >
        <SortableContext items={[...value]} strategy={verticalListSortingStrategy}>
          <Stack gap={6} mt="xs" component="ol" p={0} maw={520} style={{ listStyle: 'none' }}>
            {value.map((name, index) => (
              <Link
                key={name}
                name={name}
                index={index}
                count={value.length}
                isFixed={!mayChange}
                onMove={(by) => move(index, index + by)}
                onRemove={() => onChange(value.filter((one) => one !== name))}
              />
            ))}
          </Stack>
        </SortableContext>
      </DndContext>
      {mayChange && <AddLink taken={value} onAdd={(name) => onChange([...value, name])} />}
    </Input.Wrapper>
  )
}

interface LinkProps {
  readonly name: string
  readonly index: number
  readonly count: number
  readonly isFixed: boolean
  readonly onMove: (by: number) => void
  readonly onRemove: () => void
}

function Link({ name, index, count, isFixed, onMove, onRemove }: LinkProps) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    ...{ id: name, disabled: isFixed },
  })
  const style = {
    ...(transform && { transform: `translate3d(0, ${Math.round(transform.y)}px, 0)` }),
    ...{ transition, opacity: isDragging ? 0.7 : 1 },
  }
  return (
    <Paper withBorder px="xs" py={4} component="li" ref={setNodeRef} style={style}>
      <Group gap="xs" wrap="nowrap">
        <ActionIcon
          variant="subtle"
          color="gray"
          style={{ cursor: 'grab', touchAction: 'none' }}
          disabled={isFixed}
          ref={setActivatorNodeRef}
          {...attributes}
          {...listeners}
          aria-label={`Move ${name}, place ${index + 1} of ${count}`}
        >
          <IconGripVertical size={16} />
        </ActionIcon>
        <Text size="sm" flex={1} className="long-text">
          {index + 1}. {name}
        </Text>
        <ActionIcon
          variant="subtle"
          aria-label={`Move ${name} up`}
          disabled={isFixed || index === 0}
          onClick={() => onMove(-1)}
        >
          <IconArrowUp size={16} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          aria-label={`Move ${name} down`}
          disabled={isFixed || index === count - 1}
          onClick={() => onMove(1)}
        >
          <IconArrowDown size={16} />
        </ActionIcon>
        <ActionIcon variant="subtle" color="red" aria-label={`Remove ${name}`} disabled={isFixed} onClick={onRemove}>
          <IconTrash size={16} />
        </ActionIcon>
      </Group>
    </Paper>
  )
}

function AddLink({ taken, onAdd }: { taken: readonly string[]; onAdd: (name: string) => void }) {
  const [name, setName] = useState('')
  const trimmed = name.trim()
  const add = (): void => {
    if (trimmed === '' || taken.includes(trimmed)) return
    onAdd(trimmed)
    setName('')
  }
  return (
    <Group gap="xs" mt="xs" align="flex-end">
      <TextInput
        aria-label="Another LDAP attribute"
        placeholder="LDAP attribute"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Enter must not send the form around it.
          if (event.key !== 'Enter') return
          event.preventDefault()
          add()
        }}
      />
      <Button variant="default" leftSection={<IconPlus size={16} />} disabled={trimmed === ''} onClick={add}>
        Add
      </Button>
    </Group>
  )
}

/** What a screen reader hears while something is moved. */
function announcementsFor(value: readonly string[]) {
  const place = (id: unknown): string => `place ${value.indexOf(String(id)) + 1} of ${value.length}`
  return {
    onDragStart: ({ active }: { active: { id: unknown } }) => `Picked up ${active.id}, ${place(active.id)}.`,
    onDragOver: ({ active, over }: { active: { id: unknown }; over: { id: unknown } | null }) =>
      over === null ? undefined : `${active.id} is over ${place(over.id)}.`,
    onDragEnd: ({ active, over }: { active: { id: unknown }; over: { id: unknown } | null }) =>
      over === null ? `${active.id} stays.` : `${active.id} is now ${place(over.id)}.`,
    onDragCancel: ({ active }: { active: { id: unknown } }) => `${active.id} stays.`,
  }
}
