import { Link } from '@tanstack/react-router'
import { PanelLeftClose, PanelLeftOpen, Search } from 'lucide-react'
import { useMe } from '../../features/accounts/ui/use-me.ts'
import { BalanceMenu } from '../../features/credits/ui/balance/balance-menu.tsx'
import { LiveDot } from '../../features/events/ui/live-dot.tsx'
import { cn, IconButton, Kbd, Logo, openSheet, Tooltip, useShortcut } from '../../ui/index.ts'
import type { NavGroup, NavItem } from './nav.ts'
import { PersonMenu } from './person-menu.tsx'
import { useKept } from './use-kept.ts'
import { WorkspaceMenu } from './workspace-menu.tsx'

function RailLink({ item, collapsed }: { item: NavItem; collapsed: boolean }) {
  const Icon = item.icon
  const link = (
    <Link
      to={item.to}
      activeOptions={{ exact: item.to === '/' || item.to === '/sell', includeSearch: false }}
      className={cn(
        'flex h-8 items-center gap-2.5 rounded-md px-2 text-muted hover:bg-hover hover:text-ink',
        'aria-[current=page]:bg-selected aria-[current=page]:font-medium aria-[current=page]:text-ink',
        collapsed && 'justify-center px-0',
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className={collapsed ? 'sr-only' : 'truncate'}>{item.label}</span>
    </Link>
  )
  if (!collapsed) return link
  return (
    <Tooltip label={item.label} shortcut={`g ${item.key}`} side="right">
      {link}
    </Tooltip>
  )
}

/** Left rail: workspace, places, and at its foot the balance, the live dot and the person. */
export function Rail({ groups, operator }: { groups: readonly NavGroup[]; operator: boolean }) {
  const { workspace } = useMe()
  const [kept, keep] = useKept('assay.rail', 'open')
  const collapsed = kept === 'collapsed'
  const toggle = () => keep(collapsed ? 'open' : 'collapsed')
  useShortcut('[', toggle, { label: 'Fold or unfold the rail', group: 'Everywhere' })
  return (
    <header
      data-frame={operator ? 'operator' : undefined}
      className={cn(
        'flex h-full shrink-0 flex-col border-r border-line bg-sunken text-ink',
        collapsed ? 'w-14' : 'w-55',
      )}
    >
      <div className="flex flex-col gap-1 p-2">
        {operator ? (
          <div
            className={cn(
              'flex h-10 items-center gap-2 px-2 font-semibold',
              collapsed && 'justify-center px-0',
            )}
          >
            <Logo className="size-6 shrink-0" />
            <span className={collapsed ? 'sr-only' : ''}>Operator</span>
          </div>
        ) : (
          <WorkspaceMenu collapsed={collapsed} />
        )}
        <button
          type="button"
          aria-label="Commands"
          onClick={() => openSheet('palette')}
          className={cn(
            'flex h-8 items-center gap-2.5 rounded-md border border-line bg-surface px-2 text-muted hover:text-ink',
            collapsed && 'justify-center border-transparent bg-transparent px-0',
          )}
        >
          <Search aria-hidden className="size-4 shrink-0" />
          {collapsed ? null : (
            <>
              <span className="flex-1 text-left">Go or do</span>
              <Kbd keys="mod+k" />
            </>
          )}
        </button>
      </div>
      <nav
        aria-label={operator ? 'Operator' : 'Workspace'}
        className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-2"
      >
        {groups.map((group) => (
          <div key={group.label ?? 'start'}>
            {group.label && !collapsed ? (
              <h2 className="px-2 pb-1 text-xs font-medium text-faint">{group.label}</h2>
            ) : null}
            <ul className="flex flex-col gap-px">
              {group.items.map((item) => (
                <li key={item.to}>
                  <RailLink item={item} collapsed={collapsed} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="flex flex-col gap-1 border-t border-line p-2">
        {operator || !workspace ? null : <BalanceMenu place={collapsed ? 'folded' : 'rail'} />}
        <div className={cn('flex items-center gap-1', collapsed && 'flex-col')}>
          <PersonMenu collapsed={collapsed} operator={operator} />
          <LiveDot />
          <IconButton
            label={collapsed ? 'Unfold the rail' : 'Fold the rail'}
            shortcut="["
            className="size-7"
            onClick={toggle}
          >
            {collapsed ? <PanelLeftOpen /> : <PanelLeftClose />}
          </IconButton>
        </div>
      </div>
    </header>
  )
}
