import { Keyboard } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { useCommand } from './commands.ts'
import { openSheet, useSheet } from './sheets.ts'
import { startShortcuts, useShortcut } from './shortcuts.ts'
import { undoLatest } from './toast-store.ts'
import { Toaster } from './toaster.tsx'

const Palette = lazy(() => import('./command-palette.tsx').then((file) => ({ default: file.CommandPalette })))
const Shortcuts = lazy(() => import('./shortcut-sheet.tsx').then((file) => ({ default: file.ShortcutSheet })))

/** Palette and shortcut sheet: loaded when first asked for, then kept for their closing and next opening. */
function Sheets() {
  const sheet = useSheet()
  const [used, setUsed] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    if (sheet) setUsed((before) => new Set(before).add(sheet))
  }, [sheet])
  const group = 'Everywhere'
  useShortcut('mod+k', () => openSheet('palette'), { label: 'Commands', group })
  useShortcut('?', () => openSheet('shortcuts'), { label: 'Keyboard shortcuts', group })
  useShortcut('mod+z', () => undoLatest(), { label: 'Undo what the last notice says', group })
  useCommand({
    id: 'shortcuts',
    label: 'Keyboard shortcuts',
    group: 'Help',
    icon: <Keyboard />,
    shortcut: '?',
    run: () => openSheet('shortcuts'),
  })
  return (
    <Suspense>
      {used.has('palette') ? (
        <Palette open={sheet === 'palette'} onOpenChange={(open) => openSheet(open ? 'palette' : null)} />
      ) : null}
      {used.has('shortcuts') ? (
        <Shortcuts
          open={sheet === 'shortcuts'}
          onOpenChange={(open) => openSheet(open ? 'shortcuts' : null)}
        />
      ) : null}
    </Suspense>
  )
}

/** What every page needs around it: toasts, shortcuts, palette. */
export function UiProvider({ children }: { children: ReactNode }) {
  useEffect(startShortcuts, [])
  return (
    <>
      {children}
      <Sheets />
      <Toaster />
    </>
  )
}
