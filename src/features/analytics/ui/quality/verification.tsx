import { formatCount } from '../../../../ui/index.ts'
import { contactWords } from '../../../leads/ui/index.ts'
import type { LeadQuality } from '../../schema.ts'
import { FigurePanel } from '../figures/figure-panel.tsx'
import { csvHref } from '../figures/use-figures.ts'
import { shareOf } from '../figures/words.ts'
import type { Range } from '../range/range.ts'

/** What is known of emails and phones. */
export function Verification({ quality: { email, phone }, range }: { quality: LeadQuality; range: Range }) {
  const emails = email.reduce((sum, { leads }) => sum + leads, 0)
  const phones = phone.reduce((sum, { leads }) => sum + leads, 0)
  const rows = email.map(({ state, leads }) => ({
    state,
    emails: leads,
    phones: phone.find((row) => row.state === state)?.leads ?? 0,
  }))
  return (
    <FigurePanel
      id="verification"
      title="Emails and phones"
      csv={csvHref('lead-quality', range.query, { table: 'verification' })}
      columns={[
        { header: 'Known to be', cell: ({ state }) => contactWords[state] },
        { header: 'Emails', cell: (row) => formatCount(row.emails) },
        { header: 'Share of emails', cell: (row) => shareOf(row.emails, emails) },
        { header: 'Phones', cell: (row) => formatCount(row.phones) },
        { header: 'Share of phones', cell: (row) => shareOf(row.phones, phones) },
      ]}
      rows={rows}
      rowKey={({ state }) => state}
      isEmpty={emails + phones === 0}
      empty="No lead of these days has an email or a phone."
    />
  )
}
