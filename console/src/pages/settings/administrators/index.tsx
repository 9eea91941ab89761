import { Route, Routes } from 'react-router'
import { useResource } from '../../../api/use-api.ts'
import { schemaAt, useSettingsSchema } from '../../../api/use-settings-schema.ts'
import { DetailTabs } from '../../../parts/detail-tabs.tsx'
import { Loaded } from '../../../parts/loaded.tsx'
import type { SettingValues } from '../../../parts/schema-fields.tsx'
import { Section } from '../../../parts/section.tsx'
import { SettingsForm } from '../../../parts/settings-form.tsx'
import { SettingsFrame } from '../settings-frame.tsx'
import { AdministratorTable } from './administrator-table.tsx'
import { InvitationTable } from './invitation-table.tsx'
import { SessionTable } from './session-table.tsx'

const base = '/settings/administrators'

/** Who administers this installation. */
export default function Administrators() {
  return (
    <SettingsFrame
      title="Administrators"
      intro="People come in by an invitation, with a password and a second factor of their own, or as members of a group of your directory."
      width="full"
    >
      <Routes>
        <Route
          path="*"
          element={
            <DetailTabs
              base={base}
              tabs={[
                { path: 'accounts', title: 'Accounts', content: <AdministratorTable /> },
                { path: 'invitations', title: 'Invitations', content: <InvitationTable /> },
                { path: 'groups', title: 'Groups and lifetimes', content: <Groups /> },
                { path: 'sessions', title: 'Sessions', content: <SessionTable /> },
              ]}
            />
          }
        />
      </Routes>
    </SettingsFrame>
  )
}

function Groups() {
  const schema = useSettingsSchema()
  const stored = useResource<SettingValues>('/settings/administration')
  return (
    <Loaded query={schema} what="the settings">
      {(whole) => (
        <Loaded query={stored} what="the settings">
          {(answer) => (
            <Section intro="Members of these groups sign in with their user principal name and their Windows password. Their role is read again every 15 minutes; who leaves the group is out by then.">
              <SettingsForm
                path="/settings/administration"
                base="administration"
                schema={schemaAt(whole, 'administration')}
                stored={answer}
                permission="administrators.change"
              />
            </Section>
          )}
        </Loaded>
      )}
    </Loaded>
  )
}
