import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatCount, type SearchParams } from '../../../../ui/index.ts'
import type { Period } from '../../schema.ts'

interface DrillProps {
  to: string
  search?: SearchParams
  /** What is behind it, for who hears only the link. */
  label?: string
  children: ReactNode
}

/** A figure that leads to the rows behind it. */
export function Drill({ to, search = {}, label, children }: DrillProps) {
  return (
    <Link
      to={to}
      search={search}
      aria-label={label}
      className="inline-flex min-h-6 items-center underline decoration-edge decoration-1 underline-offset-3 hover:decoration-ink"
    >
      {children}
    </Link>
  )
}

type Days = Pick<Period, 'from' | 'to'>

/** The filters of the list of leads for those that came on these days. */
export function leadsOf({ from, to }: Days, more: SearchParams = {}): SearchParams {
  return { created: `${from}..${to}`, ...more }
}

/** A number of leads, with the way to them. */
export function LeadCount({ leads, days, filter }: { leads: number; days: Days; filter?: SearchParams }) {
  if (leads === 0) return '0'
  return (
    <Drill to="/leads" search={leadsOf(days, filter)}>
      {formatCount(leads)}
    </Drill>
  )
}
