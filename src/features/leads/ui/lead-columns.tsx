import { Badge, type Column, RelativeTime, ScoreMark } from '../../../ui/index.ts'
import { ContactValue } from './drawer/contact-value.tsx'
import { type Lead, loadFactors, placeOf } from './lead.ts'
import { seniorities, sources, statuses, statusTones, wordOf } from './words.ts'

const muted = (text: string | null) => text ?? <span className="text-faint">–</span>

function Name({ lead }: { lead: Lead }) {
  const name = lead.full_name ?? lead.email ?? lead.phone ?? lead.mobile ?? 'No name'
  if (!lead.returned_at) return name
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="truncate">{name}</span>
      <Badge>Returned</Badge>
    </span>
  )
}

export const leadColumns: Column<Lead>[] = [
  {
    id: 'name',
    header: 'Name',
    sort: 'name',
    width: 200,
    grow: true,
    fixed: true,
    card: 'title',
    value: (lead) => lead.full_name,
    cell: (lead) => <Name lead={lead} />,
  },
  {
    id: 'score',
    header: 'Score',
    sort: 'score',
    sortFirst: 'desc',
    width: 80,
    card: 'side',
    value: (lead) => lead.score,
    cell: (lead) => <ScoreMark score={lead.score} loadFactors={() => loadFactors(lead.id)} />,
  },
  { id: 'title', header: 'Title', width: 190, card: 'note', cell: (lead) => muted(lead.job_title) },
  {
    id: 'company',
    header: 'Company',
    sort: 'company',
    width: 180,
    value: (lead) => lead.company_name,
    cell: (lead) => muted(lead.company_name),
  },
  {
    id: 'email',
    header: 'Email',
    width: 250,
    value: (lead) => lead.email,
    cell: (lead) => <ContactValue value={lead.email} status={lead.email_status} />,
  },
  {
    id: 'phone',
    header: 'Phone',
    width: 170,
    value: (lead) => lead.mobile ?? lead.phone,
    cell: (lead) => (
      <ContactValue
        value={lead.mobile ?? lead.phone}
        status={lead.mobile ? lead.mobile_status : lead.phone_status}
      />
    ),
  },
  {
    id: 'status',
    header: 'Status',
    width: 110,
    value: (lead) => lead.status,
    cell: (lead) => <Badge tone={statusTones[lead.status]}>{wordOf(statuses, lead.status)}</Badge>,
  },
  {
    id: 'tags',
    header: 'Tags',
    width: 150,
    value: (lead) => lead.tags.join(),
    cell: (lead) => lead.tags.map((tag) => <Badge key={tag}>{tag}</Badge>),
  },
  { id: 'source', header: 'Source', width: 120, cell: (lead) => wordOf(sources, lead.source) },
  { id: 'place', header: 'Place', width: 160, hidden: true, cell: (lead) => muted(placeOf(lead)) },
  { id: 'industry', header: 'Industry', width: 170, hidden: true, cell: (lead) => muted(lead.industry) },
  {
    id: 'seniority',
    header: 'Seniority',
    width: 110,
    hidden: true,
    cell: (lead) => muted(wordOf(seniorities, lead.seniority) || null),
  },
  {
    id: 'company_size',
    header: 'Company size',
    width: 120,
    hidden: true,
    cell: (lead) => muted(lead.company_size),
  },
  {
    id: 'created',
    header: 'Added',
    sort: 'created_at',
    sortFirst: 'desc',
    width: 120,
    cell: (lead) => <RelativeTime at={lead.created_at} />,
  },
]
