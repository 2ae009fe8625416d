import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addPerson } from '../../../../test/people.ts'
import { issueOperatorClaim } from './issue-operator-claim.ts'

let world: TestWorld
let app: TestApp

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
})
afterAll(() => world?.dispose())

const claim = (cookie: string, token: string) =>
  app.client.request('POST', '/api/operator/claim', { cookie, body: { token } })

describe('the first operator', () => {
  it('is made by the one printed token, once, whoever else tries at the same time', async () => {
    await world.db.system.query('delete from operator_claims')
    const printed = await Promise.all(Array.from({ length: 5 }, () => issueOperatorClaim(world)))
    const tokens = printed.filter((token) => token !== null)
    expect(tokens).toHaveLength(1)
    const [token = ''] = tokens
    const people = await Promise.all(Array.from({ length: 8 }, () => addPerson(world)))
    const [first] = people
    expect((await claim('', token)).status).toBe(401)
    expect((await claim(first?.cookie ?? '', 'made-up')).status).toBe(404)
    expect((await claim(first?.cookie ?? '', '')).status).toBe(422)
    const answers = await Promise.all(people.map(({ cookie }) => claim(cookie, token)))
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(7).fill(404)])
    const operators = await Promise.all(
      people.map(
        async ({ cookie }) => (await app.client.request('GET', '/api/me', { cookie })).body.user.operator,
      ),
    )
    expect(operators.filter(Boolean)).toHaveLength(1)
    expect(await issueOperatorClaim(world)).toBeNull()
  })

  it('is never made by an old token, and a new one is printed then', async () => {
    await world.db.system.query('delete from operators')
    await world.db.system.query('delete from operator_claims')
    const old = await issueOperatorClaim(world)
    await world.db.system.query(`update operator_claims set created_at = now() - interval '8 days'`)
    const person = await addPerson(world)
    expect((await claim(person.cookie, old ?? '')).status).toBe(404)
    const fresh = await issueOperatorClaim(world)
    expect((await claim(person.cookie, fresh ?? '')).status).toBe(204)
  })
})
