import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPerson, createEnrichmentWorld, type EnrichmentWorld } from '../../../../test/enrichment-world.ts'
import { asOwner } from '../../../../test/harness/as-owner.ts'
import { expectRightLedger } from '../../../../test/money/kit.ts'
import type { Person } from '../../../../test/people.ts'
import { anEmail } from '../../leads/add-leads.test-kit.ts'
import { purgeRuns } from './purge-runs.ts'

let world: EnrichmentWorld
beforeAll(async () => {
  world = await createEnrichmentWorld()
})
afterAll(() => world.dispose())

const enrich = (who: Person | null, id: string, body: object = {}, key: string = randomUUID()) =>
  world.request(who, 'POST', `/api/leads/${id}/enrichment`, body, key)
const matches = (who: Person | null, body: unknown) =>
  world.request(who, 'POST', '/api/enrichment/matches', body)

describe('enriching one lead', () => {
  it('says what was before and after, who said so, and what it cost; once under one key', async () => {
    const buyer = await world.buyer(1)
    const email = anEmail()
    world.people.push(aPerson({ email, phone: '+14155550161' }))
    const [lead = ''] = await world.addLeads(buyer, [{ email }])
    const path = `/api/leads/${lead}/enrichment`
    expect((await world.request(buyer, 'GET', path)).body).toMatchObject({
      credit_cost: 0.2,
      can_afford: true,
      fields: {},
    })
    const key = randomUUID()
    const answers = await Promise.all([enrich(buyer, lead, {}, key), enrich(buyer, lead, {}, key)])
    for (const { body } of answers) {
      expect(body).toMatchObject({
        ...{ outcome: 'filled', confidence: 0.95, matched_by: 'email', credits_charged: 0.2, balance: 0.8 },
        filled: { phone: { from: null, to: '+14155550161' }, last_name: { from: null, to: 'Qvist0' } },
      })
    }
    const { body } = await world.request(buyer, 'GET', path)
    expect(body).toMatchObject({
      credit_cost: 0,
      fields: {
        phone: {
          provider: 'local',
          confidence: 0.95,
          actor: { id: buyer.id },
          run_id: answers[0].body.run_id,
        },
      },
    })
    await world.change(buyer, lead, { phone: '+14155550162' })
    expect((await world.request(buyer, 'GET', path)).body.fields.phone).toBeUndefined()
    await expectRightLedger(world)
  })

  it('never makes two leads of one person: what is another lead’s stays there', async () => {
    const buyer = await world.buyer(1)
    const [taken, url] = [anEmail(), `https://www.linkedin.com/in/${randomUUID()}`]
    world.people.push(
      aPerson({
        full_name: 'Odd Aas',
        first_name: 'Odd',
        last_name: 'Aas',
        company_name: 'Aas',
        email: taken,
        linkedin_url: url,
      }),
    )
    const [one = '', other = ''] = await world.addLeads(buyer, [
      { phone: '+14155550171', full_name: 'Odd Aas', company_name: 'Aas' },
      { email: taken },
    ])
    const { body } = await enrich(buyer, one, { min_confidence: 0.5 })
    expect(body).toMatchObject({
      outcome: 'filled',
      conflicts: ['email'],
      filled: { linkedin_url: { to: url } },
    })
    expect(await world.lead(buyer, one)).toMatchObject({ email: null, job_title: 'Sales Director' })
    expect(await world.lead(buyer, other)).toMatchObject({ email: taken })
  })

  it('costs nothing for nobody and for a person who must not be contacted', async () => {
    const buyer = await world.buyer(1)
    const email = anEmail()
    const someone = aPerson({ email })
    world.people.push(someone)
    const [unknown = '', known = ''] = await world.addLeads(buyer, [{ email: anEmail() }, { email }])
    expect((await enrich(buyer, unknown)).body).toMatchObject({
      run_id: null,
      outcome: 'no_match',
      credits_charged: 0,
    })
    await asOwner(
      world,
      `insert into suppressions (workspace_id, identity, reason)
       values (null, identity_hash(identity_key(), 'linkedin', $1), 'test')`,
      [someone.linkedin_url],
    )
    expect((await enrich(buyer, known)).body).toMatchObject({
      outcome: 'no_match',
      credits_charged: 0,
      balance: 1,
    })
  })

  it('is refused to others, without credits and without a key', async () => {
    const buyer = await world.buyer(0)
    const email = anEmail()
    world.people.push(aPerson({ email }))
    const [lead = ''] = await world.addLeads(buyer, [{ email }])
    expect(await enrich(buyer, lead)).toMatchObject({ status: 402 })
    expect(await enrich(null, lead)).toMatchObject({ status: 401 })
    const other = await world.buyer(1)
    expect(await enrich(other, lead)).toMatchObject({ status: 404 })
    expect(await world.request(other, 'GET', `/api/leads/${lead}/enrichment`)).toMatchObject({ status: 404 })
    expect(await world.request(buyer, 'POST', `/api/leads/${lead}/enrichment`, {})).toMatchObject({
      status: 422,
    })
    expect(await enrich(buyer, lead, { overwrite: 'all' })).toMatchObject({ status: 422 })
    expect(await world.lead(buyer, lead)).toMatchObject({ job_title: null })
  })
})

describe('a match preview', () => {
  it('is of the leads of the workspace that were chosen, by id or by filter', async () => {
    const buyer = await world.buyer(1)
    const ids = await world.addLeads(buyer, [{ email: anEmail() }, { email: anEmail() }])
    const other = await world.buyer(1)
    const [foreign = ''] = await world.addLeads(other, [{ email: anEmail() }])
    const chosen = await matches(buyer, { lead_ids: [ids[0], ids[0], foreign] })
    expect(chosen).toMatchObject({
      status: 201,
      body: { rows: 1, found: 0, credit_cost: 0, can_afford: true },
    })
    expect((await matches(buyer, { filter: { source: ['upload'] } })).body).toMatchObject({ rows: 2 })
    expect(await matches(buyer, { lead_ids: [foreign] })).toMatchObject({ status: 404 })
    expect(await matches(buyer, { filter: { q: 'nobody at all' } })).toMatchObject({ status: 404 })
    expect(await matches(buyer, {})).toMatchObject({ status: 422 })
    expect(await matches(buyer, { lead_ids: [], filter: {} })).toMatchObject({ status: 422 })
    expect(await matches(buyer, '{')).toMatchObject({ status: 400 })
    expect(await matches(null, { lead_ids: ids })).toMatchObject({ status: 401 })
  })

  it('is free, and so limited to a number of people an hour', async () => {
    const buyer = await world.buyer(0)
    const ids = await world.addLeads(buyer, [{ email: anEmail() }])
    const id = await world.match(buyer, ids)
    await asOwner(world, 'update enrichments set rows = 50000 where id = $1', [id])
    expect(await matches(buyer, { lead_ids: ids })).toMatchObject({ status: 429 })
  })

  it('is kept for an hour; the rows of a run for 30 days', async () => {
    const buyer = await world.buyer(1)
    const email = anEmail()
    world.people.push(aPerson({ email }))
    const ids = await world.addLeads(buyer, [{ email }])
    const id = await world.match(buyer, ids)
    await asOwner(
      world,
      `update enrichments set created_at = created_at - interval '61 minutes' where id = $1`,
      [id],
    )
    expect(await world.request(buyer, 'GET', `/api/enrichment/matches/${id}`)).toMatchObject({ status: 404 })
    expect(await world.run(buyer, id)).toMatchObject({ status: 404 })
    await asOwner(
      world,
      `update enrichments set created_at = created_at - interval '9 minutes' where id = $1`,
      [id],
    )
    const run = await world.match(buyer, ids)
    await world.run(buyer, run)
    await purgeRuns(world.db)
    expect(
      await world.rows('select id from enrichments where workspace_id = $1', [buyer.workspaceId]),
    ).toEqual([{ id: run }])
    await asOwner(world, `update enrichments set finished_at = now() - interval '31 days' where id = $1`, [
      run,
    ])
    await purgeRuns(world.db)
    expect(await world.rows('select from enrichment_rows where enrichment_id = $1', [run])).toHaveLength(0)
    const path = `/api/enrichment/runs/${run}`
    expect((await world.request(buyer, 'GET', path)).body).toMatchObject({ filled: 1, file_until: null })
    expect(await world.request(buyer, 'GET', `${path}/file.csv`)).toMatchObject({ status: 404 })
    expect((await world.request(buyer, 'GET', '/api/enrichment/runs?limit=1')).body.data).toHaveLength(1)
  })
})
