import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPerson, createEnrichmentWorld, type EnrichmentWorld } from '../../../../test/enrichment-world.ts'
import { asOwner } from '../../../../test/harness/as-owner.ts'
import { expectRightLedger } from '../../../../test/money/kit.ts'
import { anEmail } from '../../leads/add-leads.test-kit.ts'

let world: EnrichmentWorld
beforeAll(async () => {
  world = await createEnrichmentWorld()
})
afterAll(() => world.dispose())

/** Leads that the audience knows by their address. */
async function knownLeads(count: number, credits = 10) {
  const buyer = await world.buyer(credits)
  const emails = Array.from({ length: count }, () => anEmail())
  world.people.push(...emails.map((email, n) => aPerson({ email, mobile: `+1415555${1000 + n}` })))
  return {
    buyer,
    emails,
    ids: await world.addLeads(
      buyer,
      emails.map((email) => ({ email })),
    ),
  }
}

describe('a run', () => {
  it('fills what is empty, keeps what is there and charges each match once', async () => {
    const { buyer, ids } = await knownLeads(2)
    const [first = '', second = ''] = ids
    await world.change(buyer, first, { job_title: 'Beekeeper' })
    const id = await world.match(buyer, ids)
    const { body } = await world.run(buyer, id)
    expect(body).toMatchObject({
      ...{ status: 'finished', rows: 2, filled: 2, charged: 2, credits_charged: 0.4, ended_by: null },
      by_field: { full_name: { filled: 2 }, job_title: { filled: 1 }, industry: { filled: 2 } },
    })
    expect(await world.balance(buyer)).toBe(9.6)
    expect(await world.lead(buyer, first)).toMatchObject({
      job_title: 'Beekeeper',
      seniority: 'individual',
      city: 'Oakland',
    })
    expect(await world.lead(buyer, second)).toMatchObject({
      ...{ job_title: 'Sales Director', seniority: 'director', state: 'CA', country: 'US' },
      ...{ last_name: 'Qvist0', company_size: '11-50' },
    })
    await expectRightLedger(world)
  })

  it('overwrites only the fields that were chosen', async () => {
    const { buyer, ids } = await knownLeads(1)
    const [lead = ''] = ids
    await world.change(buyer, lead, { job_title: 'Beekeeper', city: 'Oslo', country: 'NO' })
    await world.run(buyer, await world.match(buyer, ids), { overwrite: ['job_title'] })
    expect(await world.lead(buyer, lead)).toMatchObject({
      ...{ job_title: 'Sales Director', seniority: 'director' },
      ...{ city: 'Oslo', country: 'NO', state: null, postal_code: null },
    })
  })

  it('costs nothing below the asked confidence, for nobody, and where nothing is to be filled', async () => {
    const buyer = await world.buyer(5)
    world.people.push(
      aPerson({ full_name: 'Nils Norn', first_name: 'Nils', last_name: 'Norn', company_name: 'Norn' }),
    )
    const ids = await world.addLeads(buyer, [
      { email: anEmail(), full_name: 'Nils Norn', company_name: 'Norn' },
      { email: anEmail() },
    ])
    const { body } = await world.run(buyer, await world.match(buyer, ids), { min_confidence: 0.8 })
    expect(body).toMatchObject({ filled: 0, below_confidence: 1, no_match: 1, credits_charged: 0 })
    const again = await world.run(buyer, await world.match(buyer, ids), { min_confidence: 0.5 })
    expect(again.body).toMatchObject({ filled: 1, credits_charged: 0.2 })
    const third = await world.run(buyer, await world.match(buyer, ids), { min_confidence: 0.5 })
    expect(third.body).toMatchObject({ filled: 0, nothing_to_fill: 1, credits_charged: 0 })
    expect(await world.balance(buyer)).toBe(4.8)
  })

  it('does not charge a person again within 30 days, and does after', async () => {
    const { buyer, ids, emails } = await knownLeads(1)
    await world.run(buyer, await world.match(buyer, ids))
    const someone = world.people.find(({ email }) => email === emails[0])
    Object.assign(someone ?? {}, { phone: '+14155550199' })
    const free = await world.run(buyer, await world.match(buyer, ids))
    expect(free.body).toMatchObject({ filled: 1, charged: 0, credits_charged: 0 })
    await asOwner(world, `update enriched_people set paid_at = paid_at - interval '31 days'`)
    await world.change(buyer, ids[0] ?? '', { phone: null })
    const later = await world.run(buyer, await world.match(buyer, ids))
    expect(later.body).toMatchObject({ filled: 1, charged: 1, credits_charged: 0.2 })
  })
})
