import { formatCount, formatCredits } from '../../../../ui/index.ts'
import type { SourceRow } from '../../schema.ts'
import type { FigureColumn } from './figure-table.tsx'
import { costOf, shareOf } from './words.ts'

type Origin = Omit<SourceRow, 'name'>

/** What leads of one origin became and cost. */
export const originColumns: FigureColumn<Origin>[] = [
  { header: 'Usable', cell: (row) => `${formatCount(row.usable)} (${shareOf(row.usable, row.leads)})` },
  { header: 'Score', cell: ({ mean_score }) => mean_score ?? '–' },
  { header: 'Bounced', cell: ({ bounced }) => formatCount(bounced) },
  { header: 'Returned', cell: ({ returned }) => formatCount(returned) },
  { header: 'Won', cell: ({ won }) => formatCount(won) },
  {
    header: 'Credits',
    cell: ({ spent, refunded }) => <span className="text-value">{formatCredits(spent - refunded)}</span>,
  },
  {
    header: 'Per lead',
    cell: ({ cost_per_lead }) => <span className="text-value">{costOf(cost_per_lead)}</span>,
  },
  {
    header: 'Per usable lead',
    cell: ({ cost_per_usable_lead }) => <span className="text-value">{costOf(cost_per_usable_lead)}</span>,
  },
]
