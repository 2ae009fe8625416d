import { Link } from '@tanstack/react-router'
import { Button, Page, PageHeader, TabPanel, Tabs, useSearchParams } from '../../../../ui/index.ts'
import { useMe } from '../use-me.ts'
import { ApiKeysPanel } from './api-keys-panel.tsx'
import { InvitationsPanel } from './invitations-panel.tsx'
import { MembersPanel } from './members-panel.tsx'
import { PasswordPanel } from './password-panel.tsx'
import { ProfilePanel } from './profile-panel.tsx'
import { SessionsPanel } from './sessions-panel.tsx'
import { WorkspacePanel } from './workspace-panel.tsx'
import { WorkspacesPanel } from './workspaces-panel.tsx'

export function SettingsPage() {
  const [params, update] = useSearchParams()
  const { workspace } = useMe()
  const isAdmin = workspace?.role === 'owner' || workspace?.role === 'admin'
  const tabs = [
    { value: 'workspace', label: 'Workspace' },
    { value: 'members', label: 'Members' },
    ...(isAdmin ? [{ value: 'keys', label: 'API keys' }] : []),
    { value: 'you', label: 'You' },
    { value: 'workspaces', label: 'Your workspaces' },
  ]
  const tab = tabs.some(({ value }) => value === params.tab) ? (params.tab ?? '') : 'workspace'
  return (
    <Page narrow>
      <PageHeader
        title="Settings"
        note={workspace?.name}
        actions={
          <Button asChild>
            <Link to="/settings/guards">Spend guards</Link>
          </Button>
        }
      />
      <Tabs label="Settings" tabs={tabs} value={tab} onValueChange={(next) => update({ tab: next })}>
        <TabPanel value="workspace">
          <WorkspacePanel key={workspace?.id} isAdmin={isAdmin} />
        </TabPanel>
        <TabPanel value="members">
          <MembersPanel isAdmin={isAdmin} />
          {isAdmin ? <InvitationsPanel /> : null}
        </TabPanel>
        <TabPanel value="keys">
          <ApiKeysPanel />
        </TabPanel>
        <TabPanel value="you">
          <ProfilePanel />
          <PasswordPanel />
          <SessionsPanel />
        </TabPanel>
        <TabPanel value="workspaces">
          <WorkspacesPanel />
        </TabPanel>
      </Tabs>
    </Page>
  )
}
