import { useNavigate } from '@tanstack/react-router'
import { type LucideIcon, Monitor, Moon, Sun } from 'lucide-react'
import { setTheme, type Theme, useCommand, useShortcut } from '../../ui/index.ts'
import type { NavGroup, NavItem } from './nav.ts'

function GoTo({ item }: { item: NavItem }) {
  const navigate = useNavigate()
  const Icon = item.icon
  const keys = `g ${item.key}`
  const go = () => void navigate({ to: item.to })
  useShortcut(keys, go, { label: item.label, group: 'Go to' })
  useCommand({
    id: `go ${item.to}`,
    label: `Go to ${item.label}`,
    group: 'Go to',
    icon: <Icon />,
    shortcut: keys,
    run: go,
  })
  return null
}

function ThemeChoice({ theme, label, icon: Icon }: { theme: Theme; label: string; icon: LucideIcon }) {
  useCommand({
    id: `theme ${theme}`,
    label,
    group: 'Appearance',
    icon: <Icon />,
    keywords: ['theme', 'mode'],
    run: () => setTheme(theme),
  })
  return null
}

/** Shows nothing: puts every place of the rail behind `g` and a letter, and into the palette. */
export function NavCommands({ groups }: { groups: readonly NavGroup[] }) {
  return (
    <>
      {groups
        .flatMap((group) => group.items)
        .map((item) => (
          <GoTo key={item.to} item={item} />
        ))}
      <ThemeChoice theme="light" label="Light theme" icon={Sun} />
      <ThemeChoice theme="dark" label="Dark theme" icon={Moon} />
      <ThemeChoice theme="system" label="Theme as the system" icon={Monitor} />
    </>
  )
}
