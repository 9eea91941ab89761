import { Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from 'react-router'
import type { Application } from '../../../../src/config/application.ts'
import type { Gateway } from '../../../../src/config/gateway.ts'
import { ApiError } from '../../api/request.ts'
import { fieldErrors } from '../../api/settings-values.ts'
import { type Collection, useChange, useResource } from '../../api/use-api.ts'
import { DialogButtons } from '../../parts/dialog-buttons.tsx'
import { proposedUserTypes } from './gateway-user-types.tsx'

const clouds = [
  { value: 'worldwide', label: 'Worldwide, and US Government L2' },
  { value: 'usGovernmentL4', label: 'US Government L4' },
  { value: 'usGovernmentL5', label: 'US Government L5 (DoD)' },
  { value: 'china21Vianet', label: 'China (21Vianet)' },
]

/** Three answers; the mappings, addresses and formats of hybrid join come by themselves. */
export function AddApplication({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title="Add a Microsoft 365 application"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <AddForm onClose={onClose} />
    </Modal>
  )
}

function AddForm({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate()
  const gateways = useResource<Collection<Gateway>>('/gateways')
  const form = useForm({ initialValues: { name: 'Microsoft 365', domainName: '', cloud: 'worldwide' } })
  const create = useChange<object, Application>({ method: 'POST', path: '/applications', stale: ['/applications'] })
  const userTypes = proposedUserTypes(gateways.data?.body._embedded.gateways ?? [])
  const submit = async (values: typeof form.values): Promise<void> => {
    const kerberos = userTypes.length === 0 ? {} : { kerberos: { gateways: userTypes } }
    try {
      const { body } = await create.mutateAsync({ body: { ...values, ...kerberos } })
      onClose()
      await navigate(`/applications/${encodeURIComponent(body.id)}`)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      form.setErrors(fieldErrors(error.problems, pathOf(error), values))
    }
  }
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <Stack>
        <TextInput label="Name" description="What the console calls it." required {...form.getInputProps('name')} />
        <TextInput
          label="Federated domain"
          description="As it is verified in Entra: the part after @ of its users."
          placeholder="corp.example.com"
          required
          data-autofocus
          {...form.getInputProps('domainName')}
        />
        <Select
          label="Microsoft's cloud"
          description="Where the tenant is."
          data={clouds}
          allowDeselect={false}
          {...form.getInputProps('cloud')}
        />
        <Text size="sm" c="dimmed">
          {userTypes.length > 0
            ? `Tickets are taken for ${userTypes.map(({ userType }) => userType.id).join(', ')}; the claims are those that hybrid join needs. Both can be changed afterwards.`
            : 'No gateway has user types yet: the application takes tickets once you have chosen some under Configuration.'}
        </Text>
        <DialogButtons change={create} onClose={onClose} action="Add" />
      </Stack>
    </form>
  )
}

/** The application's own path in the document: its id is made by the server. */
function pathOf({ problems }: ApiError): string {
  const found = problems.find(({ path }) => path.startsWith('applications/'))
  return found?.path.split('/').slice(0, 2).join('/') ?? ''
}
