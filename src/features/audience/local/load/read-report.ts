import type { LoadReport } from './load-people.ts'
import type { WorkFile } from './work-file.ts'

const MOST_UNKNOWN = 20

/** Values that were given and mean nothing here, by field. */
const UNKNOWN = `
  select 'industry' as field, industry as value, count(*) as rows
    from staged join industry_codes using (industry) where code = 0 group by all
  union all select 'company_size', company_size, count(*)
    from staged join size_codes using (company_size) where code = 0 group by all
  union all select 'seniority', seniority, count(*)
    from staged join seniority_codes using (seniority) where code = 0 group by all
  union all select 'country', s.country, count(*)
    from staged s join state_codes c on c.country = s.country and c.state is not distinct from s.state
    where country_code = 0 group by all
  order by rows desc, field, value limit ${MOST_UNKNOWN}`

/** Who was left out and why, and what could not be understood. */
export async function readReport(
  work: WorkFile,
  rowsRead: number,
): Promise<Pick<LoadReport, 'duplicates' | 'removed' | 'left_out' | 'unknown'>> {
  const dropped = (why: string) => work.number(`select count(distinct n) from dropped where why = '${why}'`)
  const unknown: LoadReport['unknown'] = []
  for await (const rows of work.batches(UNKNOWN)) {
    for (const [field, value, count] of rows)
      unknown.push({ field: String(field), value: String(value).slice(0, 100), rows: Number(count) })
  }
  return {
    duplicates: await dropped('twice'),
    removed: await dropped('removed'),
    left_out: rowsRead - (await work.number('select count(*) from everyone')),
    unknown,
  }
}
