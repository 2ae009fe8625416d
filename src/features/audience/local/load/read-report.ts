import { isKept, REMOVED, TWICE } from './find-doubles.ts'
import type { LoadReport } from './load-people.ts'
import type { WorkFile } from './work-file.ts'

const MOST_UNKNOWN = 20

/** Values that were given and mean nothing here, by field. */
const UNKNOWN = `
  select 'industry' as field, industry as value, count(*) as rows
    from given join industry_codes using (industry) where code = 0 group by all
  union all select 'company_size', company_size, count(*)
    from given join size_codes using (company_size) where code = 0 group by all
  union all select 'seniority', seniority, count(*)
    from given join seniority_codes using (seniority) where code = 0 group by all
  union all select 'country', s.country, count(*)
    from given s join state_codes c on c.country = s.country and c.state is not distinct from s.state
    where country_code = 0 group by all
  order by rows desc, field, value limit ${MOST_UNKNOWN}`

/** What could not be understood. */
export async function readUnknown(work: WorkFile): Promise<LoadReport['unknown']> {
  const unknown: LoadReport['unknown'] = []
  for await (const rows of work.batches(UNKNOWN)) {
    for (const [field, value, count] of rows)
      unknown.push({ field: String(field), value: String(value).slice(0, 100), rows: Number(count) })
  }
  return unknown
}

/** Who was left out and why. */
export function countFates(
  fates: Uint8Array,
): Pick<LoadReport, 'people' | 'duplicates' | 'removed' | 'left_out'> {
  let [people, duplicates, removed, left_out] = [0, 0, 0, 0]
  for (const fate of fates) {
    if (isKept(fate)) people++
    if (fate & TWICE) duplicates++
    if (fate & REMOVED) removed++
    if (fate === 0) left_out++
  }
  return { people, duplicates, removed, left_out }
}
