import { Link } from '@tanstack/react-router'
import { Menu as MenuIcon } from 'lucide-react'
import { useState } from 'react'
import { useMe } from '../../features/accounts/ui/use-me.ts'
import { BalanceMenu } from '../../features/credits/ui/balance/balance-menu.tsx'
import { LiveDot } from '../../features/events/ui/live-dot.tsx'
import { Dialog } from '../../ui/index.ts'
import { type NavGroup, type NavItem, phoneNav } from './nav.ts'
import { PersonMenu } from './person-menu.tsx'
import { WorkspaceMenu } from './workspace-menu.tsx'

interface BarProps {
  groups: readonly NavGroup[]
  operator: boolean
}

/** At the top of a phone: where one is, what one has. */
export function PhoneTop({ operator }: { operator: boolean }) {
  const { workspace } = useMe()
  return (
    <header
      data-frame={operator ? 'operator' : undefined}
      className="flex h-12 shrink-0 items-center gap-2 border-b border-line bg-sunken px-2 text-ink"
    >
      <div className="min-w-0 flex-1">
        {operator ? (
          <span className="px-2 font-semibold">Operator</span>
        ) : (
          <WorkspaceMenu collapsed={false} />
        )}
      </div>
      {operator || !workspace ? null : <BalanceMenu place="bar" />}
      <LiveDot />
    </header>
  )
}

function SheetLink({ item, onGo }: { item: NavItem; onGo: () => void }) {
  const Icon = item.icon
  return (
    <Link
      to={item.to}
      onClick={onGo}
      activeOptions={{ exact: item.to === '/', includeSearch: false }}
      className="flex h-11 items-center gap-3 rounded-md px-2 aria-[current=page]:bg-selected aria-[current=page]:font-medium"
    >
      <Icon aria-hidden className="size-4.5 text-muted" />
      {item.label}
    </Link>
  )
}

const tabClasses =
  'flex h-14 flex-col items-center justify-center gap-0.5 text-xs text-muted outline-offset-[-2px] aria-[current=page]:font-semibold aria-[current=page]:text-ink'

/** At the bottom of a phone: three places, and a sheet with the rest. */
export function PhoneBottom({ groups, operator }: BarProps) {
  const [open, setOpen] = useState(false)
  return (
    <nav
      aria-label="Main"
      data-frame={operator ? 'operator' : undefined}
      className="grid shrink-0 auto-cols-fr grid-flow-col border-t border-line bg-sunken pb-[env(safe-area-inset-bottom)] text-ink"
    >
      {phoneNav(groups).map((item) => {
        const Icon = item.icon
        return (
          <Link
            key={item.to}
            to={item.to}
            activeOptions={{ exact: item.to === '/', includeSearch: false }}
            className={tabClasses}
          >
            <Icon aria-hidden className="size-5" />
            {item.label}
          </Link>
        )
      })}
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        className={tabClasses}
      >
        <MenuIcon aria-hidden className="size-5" />
        More
      </button>
      <Dialog open={open} onOpenChange={setOpen} title="All pages">
        <div className="flex flex-col gap-3 pb-4">
          {groups.map((group) => (
            <div key={group.label ?? 'start'}>
              {group.label ? <h3 className="px-2 text-sm text-faint">{group.label}</h3> : null}
              {group.items.map((item) => (
                <SheetLink key={item.to} item={item} onGo={() => setOpen(false)} />
              ))}
            </div>
          ))}
          <div className="border-t border-line pt-2">
            <PersonMenu collapsed={false} operator={operator} />
          </div>
        </div>
      </Dialog>
    </nav>
  )
}
