import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPerson, createEnrichmentWorld, type EnrichmentWorld } from '../../../../test/enrichment-world.ts'
import { asOwner } from '../../../../test/harness/as-owner.ts'
import { anEmail } from '../../leads/add-leads.test-kit.ts'

let world: EnrichmentWorld
beforeAll(async () => {
  world = await createEnrichmentWorld()
})
afterAll(() => world.dispose())

const undo = async (who: Awaited<ReturnType<EnrichmentWorld['buyer']>>, id: string) => {
  const answer = await world.request(who, 'POST', `/api/enrichment/runs/${id}/reversal`)
  await world.work(who, id, 1)
  return answer
}

describe('undoing a run', () => {
  it('leaves leads exactly as they were, with what they are known by', async () => {
    const buyer = await world.buyer(5)
    const [first, second] = [anEmail(), anEmail()]
    const name = { full_name: 'Tove Moth', first_name: 'Tove', last_name: 'Moth', company_name: 'Moth' }
    world.people.push(
      aPerson({ email: first, mobile: '+14155550111', second_email: anEmail() }),
      aPerson({ ...name, email: anEmail(), phone: '+14155550112' }),
    )
    const ids = await world.addLeads(buyer, [
      { email: first, job_title: 'beekeeper', city: 'Oslo', country: 'NO', email_status: 'valid' },
      { email: second, phone: '+1 415 555 0113', full_name: 'Tove Moth', company_name: 'Moth' },
    ])
    const before = await Promise.all(ids.map((id) => world.lead(buyer, id)))
    const identities = () =>
      world.rows('select identity, kind, lead_id from lead_identities where workspace_id = $1 order by 1', [
        buyer.workspaceId,
      ])
    const known = await identities()
    const overwrite = ['email', 'phone', 'full_name', 'job_title', 'city', 'country']
    const id = await world.match(buyer, ids)
    const { body } = await world.run(buyer, id, { overwrite, min_confidence: 0.5 })
    expect(body).toMatchObject({ filled: 2, undo_until: expect.any(String) })
    expect(await world.lead(buyer, ids[1] ?? '')).toMatchObject({
      phone: '+14155550112',
      email_status: 'valid',
    })

    expect(await undo(buyer, id)).toMatchObject({ status: 202, body: { status: 'undoing' } })
    const after = await Promise.all(ids.map((one) => world.lead(buyer, one)))
    const asBefore = before.map((lead) => ({ ...lead, updated_at: expect.any(String) }))
    expect(after).toEqual(asBefore)
    expect(await identities()).toEqual(known)
    const run = await world.request(buyer, 'GET', `/api/enrichment/runs/${id}`)
    expect(run.body).toMatchObject({
      status: 'undone',
      restored: 2,
      kept: 0,
      credits_charged: 0.4,
      undo_until: null,
    })
    expect(await world.balance(buyer)).toBe(4.6)
    expect(await undo(buyer, id)).toMatchObject({ status: 409 })
  })

  it('keeps what somebody changed since, and what another lead has become', async () => {
    const buyer = await world.buyer(5)
    const old = anEmail()
    const name = { full_name: 'Lars Grebe', company_name: 'Grebe' }
    world.people.push(aPerson({ ...name, first_name: 'Lars', last_name: 'Grebe', email: anEmail() }))
    const [lead = ''] = await world.addLeads(buyer, [{ email: old, ...name }])
    const id = await world.match(buyer, [lead])
    await world.run(buyer, id, { overwrite: ['email'], min_confidence: 0.5 })
    await world.change(buyer, lead, { city: 'Bergen' })
    await world.addLeads(buyer, [{ email: old, full_name: 'Lars Grebe' }])
    await undo(buyer, id)
    const now = await world.lead(buyer, lead)
    expect(now.city).toBe('Bergen')
    expect(now.email).not.toBe(old)
    expect(now.industry).toBeNull()
    const { body } = await world.request(buyer, 'GET', `/api/enrichment/runs/${id}`)
    expect(body).toMatchObject({ status: 'undone', restored: 1, kept: 2 })
  })

  it('is refused after 30 days, for a file, in another workspace and without a session', async () => {
    const buyer = await world.buyer(5)
    const email = anEmail()
    world.people.push(aPerson({ email }))
    const id = await world.match(buyer, await world.addLeads(buyer, [{ email }]))
    await world.run(buyer, id)
    const path = `/api/enrichment/runs/${id}/reversal`
    expect(await world.request(await world.buyer(0), 'POST', path)).toMatchObject({ status: 404 })
    expect(await world.request(null, 'POST', path)).toMatchObject({ status: 401 })
    await asOwner(world, `update enrichments set finished_at = now() - interval '31 days' where id = $1`, [
      id,
    ])
    expect(await world.request(buyer, 'POST', path)).toMatchObject({ status: 409 })
  })
})
