import { api, type FilterDef } from '../../../ui/index.ts'
import { sources, statuses } from './words.ts'

export const leadFilters: FilterDef[] = [
  { kind: 'enum', key: 'status', label: 'Status', options: [...statuses] },
  { kind: 'range', key: 'score', label: 'Score', min: 0, max: 100 },
  { kind: 'enum', key: 'source', label: 'Source', options: [...sources] },
  { kind: 'enum', key: 'tag', label: 'Tag', options: tagOptions },
  {
    kind: 'enum',
    key: 'has',
    label: 'Has',
    options: [
      { value: 'email', label: 'an email' },
      { value: 'phone', label: 'a phone' },
      { value: 'linkedin', label: 'LinkedIn' },
      { value: 'company', label: 'a company' },
    ],
  },
  { kind: 'date', key: 'created', label: 'Added' },
]

async function tagOptions() {
  const { data } = await api<{ data: { tag: string; count: number }[] }>('GET', '/api/leads/tags')
  return data.map(({ tag }) => ({ value: tag, label: tag }))
}
