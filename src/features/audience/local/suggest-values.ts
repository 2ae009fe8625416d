import { foldName } from '../../leads/index.ts'
import type { AudienceProvider } from '../providers/provider.ts'
import type { PeopleFile } from './people-file.ts'

type Suggest = NonNullable<AudienceProvider['suggest']>

const DICTIONARIES = {
  job_titles: { table: 'titles', value: 'title', key: 'words' },
  cities: { table: 'places', value: 'city', key: 'city_key' },
  company_names: { table: 'companies', value: 'name', key: 'name_key' },
} as const

/** Values of a dictionary with a word that begins as was typed: those that begin with it first, then the shortest. */
export async function suggestValues(
  file: PeopleFile,
  field: Parameters<Suggest>[0],
  typed: string,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<{ value: string }[]> {
  const { table, value, key } = DICTIONARIES[field]
  const words = foldName(typed)
  return file.rows<{ value: string }>(
    `select min(${value}) as value from ${table}
     where code > 0 and ${value} is not null and contains(' ' || ${key}, ' ' || $words)
     group by ${key}
     order by not starts_with(${key}, $words), length(${key}), ${key} limit ${Math.floor(limit)}`,
    { words },
    signal,
  )
}
