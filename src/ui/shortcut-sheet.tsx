import { useMemo, useState } from 'react'
import { Dialog } from './dialog.tsx'
import { Kbd } from './kbd.tsx'
import { listShortcuts, type Shortcut, singleKeys } from './shortcuts.ts'
import { Switch } from './switch.tsx'

interface SheetProps {
  open: boolean
  onOpenChange: (open: boolean) => void
}

function grouped(): [string, Shortcut[]][] {
  const groups = new Map<string, Shortcut[]>()
  for (const shortcut of listShortcuts()) {
    groups.set(shortcut.group, [...(groups.get(shortcut.group) ?? []), shortcut])
  }
  return [...groups]
}

/** What the keyboard can do here, and the switch for those whom single keys disturb. */
export function ShortcutSheet({ open, onOpenChange }: SheetProps) {
  const groups = useMemo(() => (open ? grouped() : []), [open])
  const [on, setOn] = useState(singleKeys.get)
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts" size="lg">
      <div className="columns-2 gap-8 max-sm:columns-1">
        {groups.map(([group, shortcuts]) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-sm font-semibold text-muted">{group}</h3>
            <dl>
              {shortcuts.map((shortcut) => (
                <div
                  key={shortcut.keys}
                  className="flex min-h-7 items-center justify-between gap-4 border-b border-line"
                >
                  <dt>{shortcut.label}</dt>
                  <dd>
                    <Kbd keys={shortcut.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="border-t border-line py-3">
        <Switch
          label="Single-key shortcuts"
          checked={on}
          onCheckedChange={(next) => {
            singleKeys.set(next)
            setOn(next)
          }}
        />
      </div>
    </Dialog>
  )
}
