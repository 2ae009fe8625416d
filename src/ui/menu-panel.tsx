import { Check } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import { useEffect, useRef } from 'react'
import { cn } from './cn.ts'
import { floatClasses } from './float.ts'
import { Kbd } from './kbd.tsx'
import type { Reach } from './lazy-part.ts'
import type { MenuItem, MenuProps } from './menu.tsx'

function Item({ item }: { item: MenuItem }) {
  return (
    <Radix.Item
      disabled={item.disabled ?? false}
      onSelect={(event) => {
        if (item.stay) event.preventDefault()
        item.onSelect()
      }}
      role={item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
      aria-checked={item.checked}
      className={cn(
        'flex min-h-8 cursor-pointer items-center gap-2 rounded-sm px-2 py-1 outline-none data-[disabled]:cursor-default data-[disabled]:opacity-50 data-[highlighted]:bg-hover max-sm:min-h-10',
        item.tone === 'danger' && 'text-bad',
      )}
    >
      {item.checked === undefined ? null : (
        <Check aria-hidden className={cn('size-3.5', !item.checked && 'invisible')} />
      )}
      {item.icon ? <span className="text-muted [&_svg]:size-4">{item.icon}</span> : null}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{item.label}</span>
        {item.note ? <span className="block text-sm text-muted">{item.note}</span> : null}
      </span>
      {item.shortcut ? <Kbd keys={item.shortcut} /> : null}
    </Radix.Item>
  )
}

/** The real menu, in place of the stand-in that asked for it. */
export function MenuPanel({
  trigger,
  items,
  align = 'start',
  side = 'bottom',
  reach,
}: MenuProps & { reach: Reach }) {
  const button = useRef<HTMLButtonElement>(null)
  const { focused } = reach
  useEffect(() => {
    if (focused.current) button.current?.focus()
    focused.current = false
  }, [focused])
  return (
    <Radix.Root modal={false} defaultOpen={reach.wanted}>
      <Radix.Trigger asChild ref={button}>
        {trigger}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            floatClasses,
            'max-h-[min(70vh,var(--radix-dropdown-menu-content-available-height))] max-w-80 min-w-44 overflow-auto p-1',
          )}
        >
          {items.map((entry, index) => {
            // biome-ignore-start lint/suspicious/noArrayIndexKey: entries have no id and a menu is rebuilt when opened.
            if (entry === 'separator')
              return <Radix.Separator key={index} className="my-1 border-t border-line" />
            if ('heading' in entry) {
              return (
                <Radix.Label key={index} className="px-2 pt-1.5 pb-0.5 text-xs font-medium text-faint">
                  {entry.heading}
                </Radix.Label>
              )
            }
            return <Item key={index} item={entry} />
            // biome-ignore-end lint/suspicious/noArrayIndexKey: see above.
          })}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
