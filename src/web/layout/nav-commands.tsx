import { useNavigate } from '@tanstack/react-router'
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

function UseTheme({ theme, label }: { theme: Theme; label: string }) {
  useCommand({
    id: `theme ${theme}`,
    label,
    group: 'Appearance',
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
      <UseTheme theme="light" label="Light theme" />
      <UseTheme theme="dark" label="Dark theme" />
      <UseTheme theme="system" label="Theme as the system" />
    </>
  )
}
