import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { cn, type SearchParams } from '../../../ui/index.ts'

export const tabs = [
  { value: '', label: 'Overview' },
  { value: 'quality', label: 'Quality' },
  { value: 'funnel', label: 'Funnel' },
  { value: 'sources', label: 'Sources' },
  { value: 'segments', label: 'Segments' },
  { value: 'pixels', label: 'Pixels' },
  { value: 'credits', label: 'Credits' },
  { value: 'calibration', label: 'Calibration' },
  { value: 'marketplace', label: 'Selling' },
] as const

export type AnalyticsTab = (typeof tabs)[number]['value']

interface AnalyticsTabsProps {
  current: AnalyticsTab
  /** The range goes along. */
  search: SearchParams
  sells: boolean
}

/** Each tab is a page of its own, so these are links. */
export function AnalyticsTabs({ current, search, sells }: AnalyticsTabsProps) {
  const nav = useRef<HTMLElement>(null)
  // On a phone they do not all fit: the one that is open must be seen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another one opens.
  useEffect(() => {
    const open = nav.current?.querySelector<HTMLElement>('[aria-current=page]')
    if (open) nav.current?.scrollTo({ left: open.offsetLeft - 80 })
  }, [current])
  return (
    <nav
      ref={nav}
      aria-label="Analytics"
      className="relative mb-4 flex gap-4 overflow-x-auto border-b border-line px-5 max-sm:px-4"
    >
      {tabs
        .filter(({ value }) => sells || value !== 'marketplace')
        .map(({ value, label }) => (
          <Link
            key={value}
            {...(value ? { to: '/analytics/$tab', params: { tab: value } } : { to: '/analytics' })}
            search={search}
            // else the overview's link is active on every tab
            activeOptions={{ exact: true, includeSearch: false }}
            aria-current={value === current ? 'page' : undefined}
            className={cn(
              '-mb-px flex h-9 shrink-0 items-center border-b-2 font-medium outline-offset-[-2px] hover:text-ink',
              value === current ? 'border-ink text-ink' : 'border-transparent text-muted',
            )}
          >
            {label}
          </Link>
        ))}
    </nav>
  )
}
