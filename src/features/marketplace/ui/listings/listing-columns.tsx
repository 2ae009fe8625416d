import { Badge, type Column, Credits, RelativeTime, ScoreMark } from '../../../../ui/index.ts'
import {
  ageWord,
  departmentWord,
  headlineOf,
  leftWord,
  seniorityWord,
  shortPlaceOf,
  sizeWord,
} from '../words.ts'
import { ContactMarks } from './contact-marks.tsx'
import { isBuyable, type MarketRow } from './listing.ts'

const known = (text: string | null) => text ?? <span className="text-faint">–</span>

/** Why a row has no box, in a word. */
export function ListingState({ row }: { row: MarketRow }) {
  if (row.owned) return <Badge tone="good">Owned</Badge>
  if (row.own) return <Badge>Your listing</Badge>
  if (row.gone || row.left <= 0) return <Badge tone="warn">No longer for sale</Badge>
  return null
}

function Headline({ row }: { row: MarketRow }) {
  return (
    <span className="inline-flex max-w-full items-center gap-2">
      <span className={isBuyable(row) ? 'truncate font-medium' : 'truncate text-muted'}>
        {headlineOf(row)}
      </span>
      <ListingState row={row} />
    </span>
  )
}

function Left({ row }: { row: MarketRow }) {
  return row.exclusive && row.left > 0 ? <Badge>Exclusive</Badge> : leftWord(row)
}

/** Masked facts only: nothing here names the person or the company. */
export const listingColumns: Column<MarketRow>[] = [
  {
    id: 'headline',
    header: 'Job',
    width: 200,
    grow: true,
    fixed: true,
    card: 'title',
    value: (row) => isBuyable(row),
    cell: (row) => <Headline row={row} />,
  },
  {
    id: 'score',
    header: 'Score',
    sort: 'score',
    sortFirst: 'desc',
    width: 84,
    card: 'side',
    value: (row) => row.score,
    cell: (row) => <ScoreMark score={row.score} />,
  },
  {
    id: 'price',
    header: 'Price',
    sort: 'price',
    width: 84,
    align: 'right',
    card: 'side',
    value: (row) => row.price,
    cell: (row) => <Credits value={row.price} />,
  },
  { id: 'industry', header: 'Industry', width: 165, card: 'note', cell: (row) => known(row.industry) },
  {
    id: 'department',
    header: 'Department',
    width: 112,
    card: 'none',
    cell: (row) => known(departmentWord(row.department)),
  },
  {
    id: 'seniority',
    header: 'Seniority',
    width: 110,
    hidden: true,
    cell: (row) => known(seniorityWord(row.seniority)),
  },
  {
    id: 'company_size',
    header: 'Company size',
    width: 128,
    cell: (row) => <span className="tabular">{known(sizeWord(row.company_size))}</span>,
  },
  { id: 'place', header: 'Place', width: 90, cell: (row) => known(shortPlaceOf(row)) },
  { id: 'contacts', header: 'Contacts', width: 122, cell: (row) => <ContactMarks listing={row} /> },
  {
    id: 'left',
    header: 'Buyers',
    width: 100,
    value: (row) => row.left,
    cell: (row) => <Left row={row} />,
  },
  {
    id: 'age',
    header: 'Age',
    sort: 'age',
    width: 76,
    align: 'right',
    cell: (row) => ageWord(row.age_days),
  },
  {
    id: 'listed',
    header: 'Listed',
    sort: 'listed_at',
    sortFirst: 'desc',
    width: 120,
    hidden: true,
    cell: (row) => <RelativeTime at={row.listed_at} />,
  },
]
