import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../../../test/harness/index.ts'
import { addLeads, addPartner } from '../../../test/market.ts'
import { withWorkspace } from '../../platform/db/index.ts'
import { readPartner } from './read-partner.ts'
import { refreshQuality } from './refresh-quality.ts'

let world: TestWorld
beforeAll(async () => {
  world = await createTestWorld()
})
afterAll(() => world?.dispose())

it('counts what the commission rule reads, for each partner its own', async () => {
  const [good, poor] = [await addPartner(world, 'Good'), await addPartner(world, 'Poor')]
  const leads = (valid: number, invalid: number) => [
    ...Array.from({ length: valid }, () => ({ email_status: 'valid' })),
    ...Array.from({ length: invalid }, () => ({ email_status: 'invalid' })),
    { email_status: 'unverified' },
  ]
  await addLeads(world, good.workspaceId, leads(19, 1))
  await addLeads(world, poor.workspaceId, leads(18, 2))
  await refreshQuality(world.db, new AbortController().signal)
  const read = (id: string) => withWorkspace(world.db, id, (tx) => readPartner(tx, id))
  const [a, b] = [await read(good.workspaceId), await read(poor.workspaceId)]
  expect(a).toMatchObject({ verified_leads: 20, valid_leads: 19, commission: { percent: 45 } })
  expect(b).toMatchObject({ verified_leads: 20, valid_leads: 18, commission: { percent: 40 } })
})
