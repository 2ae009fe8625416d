import { Command as Cmdk } from 'cmdk'
import { Dialog as Radix } from 'radix-ui'
import { useMemo } from 'react'
import { type Command, listCommands } from './commands.ts'
import { Scrim, useReturnFocus } from './dialog.tsx'
import { Kbd } from './kbd.tsx'

interface PaletteProps {
  open: boolean
  onOpenChange: (open: boolean) => void
}

const itemClasses =
  'flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:text-muted'

// What this page can do comes before where else one could go; groups not named here come last.
const order = ['This page', 'Go to', 'Appearance', 'Help']

function byGroup(commands: readonly Command[]): [string, Command[]][] {
  const groups = new Map<string, Command[]>()
  for (const command of commands) {
    const group = command.group ?? 'This page'
    groups.set(group, [...(groups.get(group) ?? []), command])
  }
  const rank = (group: string) => (order.includes(group) ? order.indexOf(group) : order.length)
  return [...groups].sort(([a], [b]) => rank(a) - rank(b))
}

/** Goes anywhere and does anything the page can do. Opened by Ctrl/Cmd K. */
export function CommandPalette({ open, onOpenChange }: PaletteProps) {
  const returnFocus = useReturnFocus()
  // Read when opened: the list is what is mounted at that moment.
  const groups = useMemo(() => (open ? byGroup(listCommands()) : []), [open])
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <div>
          <Scrim />
          <Radix.Content
            {...returnFocus}
            aria-describedby={undefined}
            className="fixed top-[14vh] left-1/2 z-50 w-[min(560px,calc(100vw-1.5rem))] -translate-x-1/2 animate-fade overflow-hidden rounded-lg border border-line bg-surface shadow-float"
          >
            <Radix.Title className="sr-only">Commands</Radix.Title>
            <Cmdk label="Commands" loop>
              <Cmdk.Input
                placeholder="Go to a page or do something"
                className="h-12 w-full border-b border-line bg-transparent px-4 text-lg outline-none"
              />
              <Cmdk.List className="max-h-[50vh] overflow-auto p-1.5">
                <Cmdk.Empty className="px-3 py-6 text-center text-muted">Nothing by that name.</Cmdk.Empty>
                {groups.map(([group, commands]) => (
                  <Cmdk.Group
                    key={group}
                    heading={group}
                    className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint"
                  >
                    {commands.map((command) => (
                      <Cmdk.Item
                        key={command.id}
                        value={command.id}
                        keywords={[command.label, ...(command.keywords ?? [])]}
                        onSelect={() => {
                          onOpenChange(false)
                          command.run()
                        }}
                        className={itemClasses}
                      >
                        <span className="grid size-4 shrink-0 place-items-center">{command.icon}</span>
                        <span className="flex-1 truncate">{command.label}</span>
                        {command.shortcut ? <Kbd keys={command.shortcut} /> : null}
                      </Cmdk.Item>
                    ))}
                  </Cmdk.Group>
                ))}
              </Cmdk.List>
            </Cmdk>
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  )
}
