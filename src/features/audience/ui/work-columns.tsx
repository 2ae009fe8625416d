import type { ReactNode } from 'react'
import { Badge, type Column, Credits, RelativeTime } from '../../../ui/index.ts'

interface Work {
  status: string
  credits_charged: number
  created_at: string
}

/** How a state of such work is said. */
export interface StateWord {
  label: string
  tone: 'neutral' | 'good' | 'warn' | 'bad'
}

interface WorkWords<Row extends Work> {
  states: Record<Row['status'], StateWord>
  by: { header: string; cell: (row: Row) => ReactNode }
}

/** What lists of pulls and of enrichments tell alike: what was charged, how it stands, whose it is and since when. */
export function workColumns<Row extends Work>({ states, by }: WorkWords<Row>): Column<Row>[] {
  const stateOf = ({ status }: Row) => states[status as Row['status']]
  return [
    {
      id: 'charged',
      header: 'Charged',
      width: 110,
      align: 'right',
      card: 'side',
      value: ({ credits_charged }) => credits_charged,
      cell: ({ credits_charged }) => <Credits value={credits_charged} />,
    },
    {
      id: 'status',
      header: 'State',
      width: 110,
      value: ({ status }) => status,
      cell: (row) => <Badge tone={stateOf(row).tone}>{stateOf(row).label}</Badge>,
    },
    { id: 'by', width: 170, ...by },
    {
      id: 'when',
      header: 'When',
      width: 130,
      card: 'note',
      cell: ({ created_at }) => <RelativeTime at={created_at} />,
    },
  ]
}

/** Who asked for it; an API key has no name of a person. */
export function ActorName({ actor }: { actor: { name: string | null } | null }) {
  return actor?.name ?? <span className="text-muted">A program</span>
}
