import { foldName } from '../../../leads/index.ts'
import { codeValues } from './code-values.ts'
import { Names } from './names.ts'
import {
  departmentCode,
  industryLabel,
  isVerified,
  naicsOf,
  placeOf,
  revenueOf,
  seniorityCode,
  sizeCode,
  titleOf,
} from './read-values.ts'
import type { WorkFile } from './work-file.ts'

export interface Lists {
  industries: string[]
  countries: string[]
  states: string[]
}

/** Codes for everything in `given` that repeats, and the dictionary of titles. */
export async function codePeople(work: WorkFile): Promise<Lists> {
  const [industries, countries, states] = [new Names(), new Names(), new Names()]
  const codes = { code: 'uinteger' } as const
  await work.run('create table made.titles (code uinteger, title varchar, words varchar)')
  const titles = new Map<string, number>()
  const dictionary = await work.connection.createAppender('titles', 'main', 'made')
  try {
    dictionary.appendUInteger(0)
    dictionary.appendNull()
    dictionary.appendVarchar('')
    dictionary.endRow()
    await codeValues(
      work,
      'title_codes',
      ['job_title'],
      { ...codes, title_seniority: 'uinteger', title_department: 'uinteger' },
      (given) => {
        const { title, seniority, department } = titleOf(given ?? '')
        if (title === null) return [0, 0, 0]
        let code = titles.get(title)
        if (code === undefined) {
          code = titles.size + 1
          titles.set(title, code)
          dictionary.appendUInteger(code)
          dictionary.appendVarchar(title)
          dictionary.appendVarchar(foldName(title))
          dictionary.endRow()
        }
        return [code, seniority, department]
      },
    )
    dictionary.flushSync()
  } finally {
    dictionary.closeSync()
  }
  const value = (table: string, given: string, read: (text: string) => number) =>
    codeValues(work, table, [given], codes, (text) => [read(text ?? '')])
  await value('seniority_codes', 'seniority', seniorityCode)
  await value('department_codes', 'department', departmentCode)
  await value('size_codes', 'company_size', sizeCode)
  await value('naics_codes', 'naics', naicsOf)
  await value('industry_codes', 'industry', (given) => industries.codeOf(industryLabel(given)))
  await codeValues(work, 'revenues', ['revenue'], { dollars: 'bigint' }, (given) => [revenueOf(given ?? '')])
  await codeValues(work, 'verifications', ['email_status'], { verified: 'boolean' }, (given) => [
    isVerified(given ?? ''),
  ])
  await codeValues(
    work,
    'state_codes',
    ['country', 'state'],
    { country_code: 'uinteger', state_code: 'uinteger' },
    (country = null, state = null) => {
      const place = placeOf(country, state)
      return [countries.codeOf(place.country), states.codeOf(place.state)]
    },
  )
  return { industries: industries.list, countries: countries.list, states: states.list }
}
