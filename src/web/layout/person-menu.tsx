import { useNavigate } from '@tanstack/react-router'
import { BookOpen, Keyboard, LogOut, Settings, ShieldCheck, Undo2 } from 'lucide-react'
import { useMe } from '../../features/accounts/ui/use-me.ts'
import { cn, Menu, type MenuEntry, openSheet, setTheme, useTheme } from '../../ui/index.ts'
import { useSession } from './use-session.ts'

interface PersonMenuProps {
  collapsed: boolean
  /** In the operator's frame the way leads back. */
  operator: boolean
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  return `${words[0]?.[0] ?? '?'}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase()
}

export function PersonMenu({ collapsed, operator }: PersonMenuProps) {
  const { user } = useMe()
  const theme = useTheme()
  const navigate = useNavigate()
  const { signOut } = useSession()
  const name = user?.name || user?.email || 'You'
  const frames: MenuEntry[] = operator
    ? [{ label: 'Back to my workspace', icon: <Undo2 />, onSelect: () => void navigate({ to: '/' }) }]
    : user?.operator
      ? [
          {
            label: 'Operator pages',
            icon: <ShieldCheck />,
            onSelect: () => void navigate({ to: '/operator/workspaces' }),
          },
        ]
      : []
  const items: MenuEntry[] = [
    { heading: user?.email ?? '' },
    ...frames,
    { label: 'Settings', icon: <Settings />, onSelect: () => void navigate({ to: '/settings' }) },
    {
      label: 'Keyboard shortcuts',
      icon: <Keyboard />,
      shortcut: '?',
      onSelect: () => setTimeout(() => openSheet('shortcuts')),
    },
    {
      label: 'API reference',
      icon: <BookOpen />,
      onSelect: () => void window.open('/docs', '_blank', 'noopener'),
    },
    'separator',
    { heading: 'Theme' },
    { label: 'As the system', checked: theme === 'system', stay: true, onSelect: () => setTheme('system') },
    { label: 'Light', checked: theme === 'light', stay: true, onSelect: () => setTheme('light') },
    { label: 'Dark', checked: theme === 'dark', stay: true, onSelect: () => setTheme('dark') },
    'separator',
    { label: 'Sign out', icon: <LogOut />, onSelect: () => void signOut() },
  ]
  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          aria-label={`${name}, your menu`}
          className={cn(
            'flex h-9 min-w-0 flex-1 items-center gap-2 rounded-md px-1.5 hover:bg-hover',
            collapsed && 'flex-none justify-center',
          )}
        >
          <span
            aria-hidden
            className="grid size-6 shrink-0 place-items-center rounded-full border border-edge text-xs font-semibold"
          >
            {initials(name)}
          </span>
          {collapsed ? null : <span className="min-w-0 flex-1 truncate text-left">{name}</span>}
        </button>
      }
      items={items}
    />
  )
}
