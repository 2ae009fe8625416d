import { useNavigate } from '@tanstack/react-router'
import { ChevronsUpDown, Plus } from 'lucide-react'
import { useMe } from '../../features/accounts/ui/use-me.ts'
import { cn, Logo, Menu, type MenuEntry } from '../../ui/index.ts'
import { useSession } from './use-session.ts'

const roleNames = { owner: 'Owner', admin: 'Admin', member: 'Member' }

/** Which workspace this is, and the way to another. */
export function WorkspaceMenu({ collapsed }: { collapsed: boolean }) {
  const { workspace, workspaces } = useMe()
  const { switchWorkspace } = useSession()
  const navigate = useNavigate()
  const items: MenuEntry[] = [
    { heading: 'Workspaces' },
    ...workspaces.map((other) => ({
      label: other.name,
      ...(other.role ? { note: roleNames[other.role] } : {}),
      checked: other.id === workspace?.id,
      onSelect: () => void (other.id === workspace?.id || switchWorkspace(other.id)),
    })),
    'separator',
    {
      label: 'New workspace',
      icon: <Plus />,
      onSelect: () => void navigate({ to: '/settings', search: { tab: 'workspaces' } }),
    },
  ]
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Workspace ${workspace?.name ?? 'none'}, switch`}
          className={cn(
            'flex h-10 w-full min-w-0 items-center gap-2 rounded-md px-2 hover:bg-hover',
            collapsed && 'justify-center px-0',
          )}
        >
          <Logo className="size-6 shrink-0" />
          {collapsed ? null : (
            <>
              <span className="min-w-0 flex-1 truncate text-left font-semibold">
                {workspace?.name ?? 'Assay'}
              </span>
              <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted" />
            </>
          )}
        </button>
      }
      items={items}
    />
  )
}
