import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkFigures, findDifferences } from '../../src/features/analytics/check-figures.ts'
import { foldFigures } from '../../src/features/analytics/fold-figures.ts'
import { recountFigures } from '../../src/features/analytics/recount-figures.ts'
import { makePeople } from '../../src/features/audience/providers/memory.test-kit.ts'
import { createPullWorld } from '../../src/features/audience/pulls/pull-world.test-kit.ts'
import { withWorkspace } from '../../src/platform/db/index.ts'
import { addPartner } from '../market.ts'
import { ACTS, act, everyAct, type Players, steps } from './history.ts'

let players: Players
const signal = new AbortController().signal
const done = new Set<string>()

beforeAll(async () => {
  const world = await createPullWorld(makePeople(300))
  players = { world, partner: await addPartner(world), buyer: await world.buyer(1_000) }
})
afterAll(() => players?.world.dispose())

const both = () => [players.partner.workspaceId, players.buyer.workspaceId]

async function expectExact() {
  for (const id of both()) expect(await findDifferences(players.world.db, id)).toEqual([])
}

/** What is read, against the plainest count there is. */
async function expectReadRight(workspaceId: string) {
  const { rows } = await withWorkspace(players.world.db, workspaceId, (tx) =>
    sql<Record<string, number>>`
      select (select coalesce(sum(counts[1]), 0)::int from lead_sums('2020-01-01', '2100-01-01')) as leads,
        (select count(*)::int from leads) as rows,
        (select coalesce(sum(leads * 1), 0)::int from origin_sums('2020-01-01', '2100-01-01')) as origins,
        (select coalesce(sum(counts[1]), 0)::int from read_figures('credit', '2020-01-01', '2100-01-01')) as credits,
        (select balance_hundredths::int from ledger_accounts where workspace_id = current_workspace() and kind = 'wallet') as balance,
        (select coalesce(sum(counts[1] * key::int), 0)::int from read_figures('score', '2020-01-01', '2100-01-01')) as scores,
        (select coalesce(sum(score), 0)::int from leads) as score_rows`.execute(tx),
  )
  const [read] = rows
  expect(read?.leads).toBe(read?.rows)
  expect(read?.origins).toBe(read?.rows)
  expect(read?.scores).toBe(read?.score_rows)
  expect(read?.credits).toBe(read?.balance ?? 0)
}

describe('figures', () => {
  it('are those of the rows after any history', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        for (const step of history) if (await act(players, step)) done.add(step.does)
        await expectExact()
        for (const id of both()) await expectReadRight(id)
      }),
      // The first goes through all there is, so that the property is about all of them.
      { numRuns: 5, endOnFailure: true, examples: [[everyAct]] },
    )
    expect([...done].sort()).toEqual(Object.keys(ACTS).sort())
  })

  it('are right while many write at once and others fold', async () => {
    const [history] = fc.sample(fc.array(steps, { minLength: 4, maxLength: 4 }), 1)
    let isOver = false
    const folding = (async () => {
      while (!isOver) await foldFigures(players.world.db, signal)
    })()
    const counting = (async () => {
      while (!isOver) for (const id of both()) await recountFigures(players.world.db, id)
    })()
    try {
      await Promise.all(
        (history ?? []).map(async (line) => {
          for (const step of line) await act(players, step)
        }),
      )
    } finally {
      isOver = true
      await Promise.all([folding, counting])
    }
    await expectExact()
    await foldFigures(players.world.db, signal)
    const { rows } = await players.world.db.system.query('select count(*)::int as left from figure_deltas')
    expect(rows).toEqual([{ left: 0 }])
    await expectExact()
  })

  it('move with the days of the time zone', async () => {
    const { db } = players.world
    await db.system.query(`update workspaces set time_zone = 'Asia/Kathmandu' where id = $1`, [
      players.buyer.workspaceId,
    ])
    await expectExact()
    await recountFigures(db, players.buyer.workspaceId)
    await expectExact()
    const { rows } = await db.system.query('select time_zone from figure_states where workspace_id = $1', [
      players.buyer.workspaceId,
    ])
    expect(rows).toEqual([{ time_zone: 'Asia/Kathmandu' }])
  })

  it('that went wrong are told to the operator, and mended when asked', async () => {
    const { db, log } = players.world
    const { workspaceId } = players.buyer
    const check = (repair: boolean) => checkFigures({ db, log }, { workspaceId, repair }, signal)
    expect(await check(false)).toBe(0)
    // a write that does not tell
    await db.system.query(
      `update leads set status = 'won' where workspace_id = $1 and id = (select id from leads where workspace_id = $1 and status <> 'won' limit 1)`,
      [workspaceId],
    )
    expect(await check(true)).toBe(1)
    const { rows } = await db.system.query(
      `select kind, about_workspace_id, detail ->> 'kinds' as kinds from money_exceptions where kind = 'figures_differ'`,
    )
    expect(rows).toEqual([
      { kind: 'figures_differ', about_workspace_id: workspaceId, kinds: expect.stringContaining('lead') },
    ])
    expect(await check(false)).toBe(0)
  })
})
