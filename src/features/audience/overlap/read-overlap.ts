import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { AudienceProvider } from '../providers/provider.ts'
import { LEAST_LINES, MOST_LINES, type Overlap, type OverlapTest, TESTS_A_DAY } from './schema.ts'

const SHOWN = 20
const roundly = (people: number) => Math.round(people / 10) * 10

interface TestRow {
  id: string
  stock: string
  lines: number
  result: Pick<OverlapTest, 'overlap' | 'fields'>
  created_at: Date
}

/** What lists can be tested against, and what the last tests said. */
export async function readOverlap(tx: Tx, provider: AudienceProvider): Promise<Overlap> {
  const version = provider.overlap ? await provider.version() : null
  const partners = await sql<{ name: string; people: number }>`
    select name, people from overlap_partners(${LEAST_LINES})`.execute(tx)
  const { rows } = await sql<TestRow>`
    select id, stock, lines, result, created_at from overlap_tests
    where workspace_id = current_workspace() and status = 'done' order by id desc limit ${SHOWN}`.execute(tx)
  return {
    stocks: [
      ...(version
        ? [{ stock: 'audience', people: version.people === null ? null : roundly(version.people) }]
        : []),
      ...partners.rows.map(({ name, people }) => ({ stock: name, people: roundly(people) })),
    ],
    tests_left_today: await testsLeft(tx),
    ...{ least_lines: LEAST_LINES, most_lines: MOST_LINES },
    tests: rows.map(viewTest),
  }
}

/** A test that was opened counts, whatever came of it. */
export async function testsLeft(tx: Tx): Promise<number> {
  const { rows } = await sql<{ made: number }>`
    select count(*)::int as made from overlap_tests
    where workspace_id = current_workspace() and created_at > now() - interval '1 day'`.execute(tx)
  return Math.max(0, TESTS_A_DAY - (rows[0]?.made ?? 0))
}

export function viewTest({ id, stock, lines, result, created_at }: TestRow): OverlapTest {
  return { id, stock, values: lines, ...result, created_at: created_at.toISOString() }
}
