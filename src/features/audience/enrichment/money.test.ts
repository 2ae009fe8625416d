import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPerson, createEnrichmentWorld, type EnrichmentWorld } from '../../../../test/enrichment-world.ts'
import { asOwner } from '../../../../test/harness/as-owner.ts'
import { expectRightLedger } from '../../../../test/money/kit.ts'
import { addKey, addMember, addPerson } from '../../../../test/people.ts'
import { withWorkspace } from '../../../platform/db/index.ts'
import { anEmail } from '../../leads/add-leads.test-kit.ts'
import { takeUpStale } from '../take-up-stale.ts'
import { enqueueRun } from './enqueue-run.ts'
import { runRows } from './run-rows.ts'

let world: EnrichmentWorld
beforeAll(async () => {
  world = await createEnrichmentWorld()
})
afterAll(async () => {
  await expectRightLedger(world)
  await world.dispose()
})

async function knownLeads(count: number, credits: number) {
  const buyer = await world.buyer(credits)
  const emails = Array.from({ length: count }, () => anEmail())
  world.people.push(...emails.map((email) => aPerson({ email })))
  return {
    buyer,
    ids: await world.addLeads(
      buyer,
      emails.map((email) => ({ email })),
    ),
  }
}

const open = (who: Parameters<EnrichmentWorld['request']>[0], wish: object, key: string = randomUUID()) =>
  world.request(who, 'POST', '/api/enrichment/runs', wish, key)

describe('what enrichment costs', () => {
  it('is paid once by two runs of the same leads at the same time', async () => {
    const { buyer, ids } = await knownLeads(12, 10)
    const runs = await Promise.all([world.match(buyer, ids), world.match(buyer, [...ids].reverse())])
    for (const match_id of runs) expect((await open(buyer, { match_id })).status).toBe(202)
    await Promise.all(runs.flatMap((id) => [world.work(buyer, id, 3), world.work(buyer, id, 2)]))
    expect(await world.balance(buyer)).toBe(7.6)
    const answers = await Promise.all(
      runs.map((id) => world.request(buyer, 'GET', `/api/enrichment/runs/${id}`)),
    )
    const sums = (key: string) => answers.reduce((sum, { body }) => sum + body[key], 0)
    expect([sums('filled'), sums('charged'), sums('nothing_to_fill')]).toEqual([12, 12, 12])
  })

  it('is paid once under one key, however often it is asked', async () => {
    const { buyer, ids } = await knownLeads(2, 10)
    const match_id = await world.match(buyer, ids)
    const key = randomUUID()
    const answers = await Promise.all([1, 2, 3].map(() => open(buyer, { match_id }, key)))
    expect(answers.map(({ status, body }) => [status, body.id])).toEqual(Array(3).fill([202, match_id]))
    expect(await open(buyer, { match_id, min_confidence: 0.9 }, key)).toMatchObject({ status: 409 })
    expect(await open(buyer, { match_id })).toMatchObject({ status: 404 })
    await world.work(buyer, match_id)
    expect(await world.balance(buyer)).toBe(9.6)
  })

  it('ends where the credits, the limit or the cap of the month do', async () => {
    const { buyer, ids } = await knownLeads(4, 0.5)
    const short = await world.run(buyer, await world.match(buyer, ids))
    expect(short.body).toMatchObject({
      filled: 2,
      ended_by: 'insufficient_credits',
      rows_done: 2,
      status: 'finished',
    })
    expect(await open(buyer, { match_id: await world.match(buyer, ids) })).toMatchObject({ status: 402 })

    const limited = await knownLeads(4, 10)
    const most = await world.run(limited.buyer, await world.match(limited.buyer, limited.ids), {
      max_credits: 0.3,
    })
    expect(most.body).toMatchObject({ filled: 1, ended_by: 'max_credits', credits_charged: 0.2 })
    const id = await world.match(limited.buyer, limited.ids)
    await open(limited.buyer, { match_id: id })
    await withWorkspace(world.db, limited.buyer.workspaceId, (tx) =>
      sql`select set_wallet_guards(40, null)`.execute(tx),
    )
    await world.work(limited.buyer, id)
    const capped = await world.request(limited.buyer, 'GET', `/api/enrichment/runs/${id}`)
    expect(capped.body).toMatchObject({ filled: 1, ended_by: 'spend_cap' })
  })

  it('asks for a confirmation above what the workspace set', async () => {
    const { buyer, ids } = await knownLeads(3, 10)
    await withWorkspace(world.db, buyer.workspaceId, (tx) =>
      sql`select set_wallet_guards(null, 50)`.execute(tx),
    )
    const match_id = await world.match(buyer, ids)
    const refused = await open(buyer, { match_id })
    expect(refused).toMatchObject({ status: 409, body: { code: 'confirmation_required', total: 0.6 } })
    expect(await open(buyer, { match_id, confirmed_credits: 0.6 })).toMatchObject({ status: 202 })
  })

  it('survives a crash between two portions, and a killed worker is replaced', async () => {
    const { buyer, ids } = await knownLeads(5, 10)
    const id = await world.match(buyer, ids)
    await open(buyer, { match_id: id })
    // the first two rows are stored, then the process dies within the next portion
    await withWorkspace(world.db, buyer.workspaceId, (tx) => runRows(tx, id, 2))
    await withWorkspace(world.db, buyer.workspaceId, async (tx) => {
      await runRows(tx, id, 2)
      throw new Error('killed')
    }).catch(() => {})
    expect(await world.balance(buyer)).toBe(9.6)
    await asOwner(world, `update enrichments set touched_at = now() - interval '1 minute' where id = $1`, [
      id,
    ])
    await asOwner(world, `delete from graphile_worker._private_jobs`)
    await takeUpStale(world.db, 'enrichments', enqueueRun)
    expect(
      await asOwner(world, `select from graphile_worker.jobs where key = 'audience.enrich:${id}'`),
    ).toHaveLength(1)
    await world.work(buyer, id)
    expect(await world.balance(buyer)).toBe(9)
    const { body } = await world.request(buyer, 'GET', `/api/enrichment/runs/${id}`)
    expect(body).toMatchObject({ filled: 5, charged: 5, rows_done: 5, status: 'finished' })
  })

  it('stops when it is cancelled; what it filled stays', async () => {
    const { buyer, ids } = await knownLeads(3, 10)
    const id = await world.match(buyer, ids)
    await open(buyer, { match_id: id })
    await withWorkspace(world.db, buyer.workspaceId, (tx) => runRows(tx, id, 1))
    const path = `/api/enrichment/runs/${id}/cancellation`
    expect(await world.request(await world.buyer(0), 'POST', path)).toMatchObject({ status: 404 })
    expect(await world.request(buyer, 'POST', path)).toMatchObject({
      status: 200,
      body: { status: 'cancelled' },
    })
    await world.work(buyer, id)
    expect(await world.balance(buyer)).toBe(9.8)
    expect(await world.request(buyer, 'POST', path)).toMatchObject({ status: 409 })
  })

  it('is for those who may spend', async () => {
    const { buyer, ids } = await knownLeads(1, 10)
    const match_id = await world.match(buyer, ids)
    const member = await addPerson(world, { name: 'Mia' })
    await addMember(world, buyer.workspaceId, member.id, 'member')
    const key = await addKey(world, buyer.workspaceId, ['read'])
    const asKey = (path: string) =>
      world.app.client.request('POST', path, { key, body: { match_id }, idempotencyKey: randomUUID() })
    expect(await asKey('/api/enrichment/runs')).toMatchObject({ status: 403 })
    expect(await asKey(`/api/leads/${ids[0]}/enrichment`)).toMatchObject({ status: 403 })
    expect(await open(null, { match_id })).toMatchObject({ status: 401 })
    expect(await open(await world.buyer(5), { match_id })).toMatchObject({ status: 404 })
    expect(await world.request(buyer, 'POST', '/api/enrichment/runs', { match_id })).toMatchObject({
      status: 422,
    })
    expect(await open(buyer, { match_id, overwrite: ['notes'] })).toMatchObject({ status: 422 })
    expect(await open(buyer, { match_id, min_confidence: 2 })).toMatchObject({ status: 422 })
  })
})
