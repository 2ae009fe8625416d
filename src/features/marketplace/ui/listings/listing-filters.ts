import { api, type FilterDef, formatCount, queryClient } from '../../../../ui/index.ts'
import { COMPANY_SIZES } from '../../../leads/values.ts'
import type { ListingOptions } from '../../schema.ts'
import { countryWord, departmentWord, seniorities, sizeWord, stateWord } from '../words.ts'

type OptionName = Exclude<keyof ListingOptions, 'total'>

const readOptions = () =>
  queryClient.fetchQuery({
    queryKey: ['market', 'options'],
    queryFn: () => api<ListingOptions>('GET', '/api/marketplace/listings/options'),
    staleTime: 60_000,
  })

const optionsOf =
  (name: OptionName, word: (value: string) => string = String) =>
  async () =>
    (await readOptions())[name].map(({ value }) => ({ value, label: word(value) }))

const departmentLabel = (value: string) => departmentWord(value) ?? value

const present = (value: string) => [{ value, label: 'present' }]

export const listingFilters: FilterDef[] = [
  { kind: 'enum', key: 'industry', label: 'Industry', options: optionsOf('industry') },
  { kind: 'enum', key: 'seniority', label: 'Seniority', options: [...seniorities] },
  { kind: 'enum', key: 'department', label: 'Department', options: optionsOf('department', departmentLabel) },
  { kind: 'text', key: 'title', label: 'Title', placeholder: 'VP sales' },
  {
    kind: 'enum',
    key: 'company_size',
    label: 'Company size',
    options: COMPANY_SIZES.map((value) => ({ value, label: `${sizeWord(value)} people` })),
  },
  { kind: 'enum', key: 'country', label: 'Country', options: optionsOf('country', countryWord) },
  { kind: 'enum', key: 'state', label: 'State', options: optionsOf('state', stateWord) },
  { kind: 'range', key: 'score', label: 'Score', min: 0, max: 100, step: 1 },
  { kind: 'range', key: 'price', label: 'Price', min: 0, step: 0.01, unit: 'credits' },
  {
    kind: 'enum',
    key: 'age',
    label: 'Age',
    options: [1, 3, 7, 14, 30, 90, 365].map((days) => ({
      value: String(days),
      label: days === 1 ? 'up to 1 day' : `up to ${formatCount(days)} days`,
    })),
  },
  { kind: 'enum', key: 'phone', label: 'Phone', options: present('phone') },
  { kind: 'enum', key: 'email', label: 'Email', options: present('email') },
  { kind: 'enum', key: 'linkedin', label: 'LinkedIn', options: present('linkedin') },
  { kind: 'boolean', key: 'verified', label: 'Contacts', yes: 'verified', no: 'not verified' },
  { kind: 'boolean', key: 'exclusive', label: 'Exclusive', yes: 'only one buyer', no: 'several buyers' },
  { kind: 'boolean', key: 'hide_owned', label: 'Owned leads', yes: 'hidden', no: 'shown' },
]

const sortable = new Set(['listed_at', 'score', 'price', 'age'])

/** The filters as the API takes them: three contacts in one parameter, of several ages the widest. */
export function marketQuery(query: Readonly<Record<string, string>>): Record<string, string> {
  const { age, phone, email, linkedin, sort, q: _, ...rest } = query
  const has = [phone, email, linkedin].filter(Boolean).join()
  const days = Math.max(...(age ?? '').split(',').map(Number).filter(Number.isInteger))
  // A sort that somebody typed into the URL and nobody knows is no reason to show nothing.
  const order: Record<string, string> = sort && sortable.has(sort.replace('-', '')) ? { sort } : {}
  return {
    ...rest,
    ...order,
    ...(has ? { has } : {}),
    ...(age && days > 0 ? { age_days_max: String(days) } : {}),
  }
}
