import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Problem } from '../../../platform/errors/index.ts'
import {
  csvProblem,
  type FilePlan,
  type GivenLead,
  type MappedColumn,
  normaliserFor,
  planFile,
  readRows,
} from '../../leads/index.ts'
import { ENRICHED_FIELDS, type Known } from './fields.ts'
import { knownOf } from './found-person.ts'
import { MATCH_ROWS, MAX_ROWS } from './limits.ts'
import type { MatchRow } from './match-rows.ts'

const SAMPLE_BYTES = 262_144

export interface FileOptions {
  mapping: Record<string, string | null>
  defaultCountry: string | null
}

/** How a file is read, by its first bytes. A 422 for one in which nothing tells who the people are. */
export async function planMatchFile(
  path: string,
  bytes: number,
  mapping: FileOptions['mapping'],
): Promise<FilePlan> {
  const sample = Buffer.alloc(Math.min(bytes, SAMPLE_BYTES))
  const file = await open(path)
  await file.read(sample, 0, sample.length, 0).finally(() => file.close())
  const plan = await planFile(sample, bytes <= SAMPLE_BYTES, mapping)
  if (plan.refusal !== null && !hasNameAndCompany(plan.columns)) {
    const message =
      'No column tells who the people are: it takes an email, a phone, a LinkedIn address, or a name and a company.'
    throw new Problem('invalid_input', message, { errors: [{ path: 'file', message }] })
  }
  return plan
}

function hasNameAndCompany(columns: readonly MappedColumn[]): boolean {
  const has = (...fields: string[]) =>
    columns.some(({ field, ignored }) => !ignored && field !== null && fields.includes(field))
  return has('full_name', 'last_name') && has('company_name', 'company_domain')
}

/** The rows of a file as they are to be matched, a portion at a time. A 422 for too many or a file that cannot be read. */
export async function* fileRows(
  path: string,
  { format, columns }: FilePlan,
  defaultCountry: string | null,
): AsyncGenerator<MatchRow[], void, undefined> {
  const held = heldReader(columns, defaultCountry)
  let n = 0
  try {
    for await (const { rows } of readRows(createReadStream(path), { format, batchRows: MATCH_ROWS })) {
      if (n + rows.length > MAX_ROWS) throw tooMany()
      yield rows.map(({ cells }) => ({ n: ++n, leadId: null, cells, held: held(cells) }))
    }
  } catch (error) {
    throw csvProblem(error)
  }
}

/** What a row says by field: normalised where it can be; a cell that cannot is not empty, so it stays as it is. */
function heldReader(columns: readonly MappedColumn[], defaultCountry: string | null) {
  const normalise = normaliserFor(columns, { defaultCountry })
  const indexes = new Map(
    columns.flatMap(({ field, ignored, index }) =>
      field === null || ignored ? [] : [[field, index] as const],
    ),
  )
  return (cells: readonly string[]): Known => {
    const raw = (field: keyof GivenLead) => cells[indexes.get(field as never) ?? -1]?.trim() || null
    const { row } = normalise(cells)
    const names = [raw('first_name'), raw('last_name')].filter((part) => part !== null).join(' ')
    const given: Record<string, string | null> = Object.fromEntries(
      ENRICHED_FIELDS.map((field) => [field, raw(field)]),
    )
    given.full_name ??= names || null
    const known = row === null ? null : knownOf(row)
    return Object.fromEntries(
      ENRICHED_FIELDS.map((field) => [field, known?.[field] ?? given[field] ?? null]),
    ) as unknown as Known
  }
}

function tooMany(): Problem {
  const message = 'At most 10,000 rows are enriched at once. Split the file and upload the parts.'
  return new Problem('invalid_input', message, { errors: [{ path: 'file', message }] })
}
