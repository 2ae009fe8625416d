import { BadgeCheck, Contact, Mail, Phone } from 'lucide-react'
import { type Column, cn, formatDate } from '../../../../ui/index.ts'
import { knownState } from '../filter-editor/state-names.ts'
import { countryName, departmentWords, seniorityWords, sizeWords } from '../filter-editor/words.ts'
import type { SampleRow } from './use-preview.ts'

const none = <span className="text-faint">–</span>

function Marks({ person }: { person: SampleRow }) {
  const { has_email, has_phone, has_linkedin, verified } = person
  const names = [has_email && 'email', has_phone && 'phone', has_linkedin && 'LinkedIn'].filter(Boolean)
  const words = `Has ${names.join(', ') || 'no contact'}${verified ? ', verified' : ''}`
  const shade = (has: boolean) => cn('size-4', has ? 'text-ink' : 'text-faint opacity-25')
  return (
    <span role="img" aria-label={words} title={words} className="inline-flex items-center gap-2">
      <Mail aria-hidden className={shade(has_email)} />
      <Phone aria-hidden className={shade(has_phone)} />
      <Contact aria-hidden className={shade(has_linkedin)} />
      {verified ? <BadgeCheck aria-hidden className="size-4 text-good" /> : null}
    </span>
  )
}

/** A state by its name needs no country. */
function placeOf({ city, state, country }: SampleRow): string {
  return [city, (state && knownState(state)) ?? (country && countryName(country))].filter(Boolean).join(', ')
}

/** A masked person's job, or what stands for it. */
export const personName = ({ job_title, seniority, department }: SampleRow): string => {
  const words = [
    seniority && seniorityWords[seniority],
    department && (departmentWords[department as keyof typeof departmentWords] ?? department),
  ]
  return job_title ?? (words.filter(Boolean).join(', ') || 'Title not told')
}

export const sampleColumns: Column<SampleRow>[] = [
  {
    id: 'person',
    header: 'Person',
    width: 230,
    grow: true,
    fixed: true,
    card: 'title',
    cell: (person) => (
      <span className="flex min-w-0 items-center gap-2">
        <span
          aria-hidden
          className="grid size-6 shrink-0 place-items-center rounded-full border border-line bg-hover text-xs text-muted"
        >
          {person.initials ?? '–'}
        </span>
        <span className="truncate font-medium">{personName(person)}</span>
      </span>
    ),
  },
  {
    id: 'seniority',
    header: 'Seniority',
    width: 96,
    cell: ({ seniority }) => (seniority ? seniorityWords[seniority] : none),
    value: ({ seniority }) => seniority,
  },
  {
    id: 'industry',
    header: 'Industry',
    width: 170,
    cell: ({ industry }) => industry ?? none,
    value: ({ industry }) => industry,
  },
  {
    id: 'size',
    header: 'Company size',
    width: 116,
    cell: ({ company_size }) => (company_size ? sizeWords[company_size] : none),
    value: ({ company_size }) => company_size,
  },
  {
    id: 'place',
    header: 'Place',
    width: 170,
    cell: (person) => placeOf(person) || none,
    value: (person) => placeOf(person) || null,
  },
  {
    id: 'contacts',
    header: 'Contacts',
    width: 120,
    card: 'side',
    cell: (person) => <Marks person={person} />,
  },
  {
    id: 'seen',
    header: 'Last seen',
    width: 116,
    cell: ({ seen_on }) => (seen_on ? formatDate(`${seen_on}T12:00`) : none),
    value: ({ seen_on }) => seen_on,
  },
]
