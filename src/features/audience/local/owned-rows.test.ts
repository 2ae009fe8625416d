import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { asOwner } from '../../../../test/harness/as-owner.ts'
import { withWorkspace } from '../../../platform/db/index.ts'
import { addLeads } from '../../leads/add-leads.test-kit.ts'
import { changeLead } from '../../leads/changing/change-lead.ts'
import { deleteLeads } from '../../leads/deleting/delete-leads.ts'
import { restoreLeads } from '../../leads/deleting/restore-leads.ts'
import type { GivenLead } from '../../leads/index.ts'
import { versionDir } from './load/layout.ts'
import { type LocalWorld, openLocalWorld } from './local-world.test-kit.ts'
import { OwnedRows } from './owned-rows.ts'
import { PeopleFile } from './people-file.ts'
import { type PlainPerson, plainPeople } from './plain-people.test-kit.ts'
import { countBits } from './scan/histogram.ts'

const PEOPLE = 400

let local: LocalWorld
let workspaceId: string
let file: PeopleFile
const people = plainPeople(PEOPLE, 3)
const withEmail = people.filter(({ email, phone }) => email !== null && phone !== null)
const withoutEmail = people.filter(({ email, phone }) => email === null && phone !== null)

beforeAll(async () => {
  local = await openLocalWorld()
  file = await PeopleFile.open(versionDir(local.dataDir, await local.activate(people)))
})
afterAll(async () => {
  file?.close()
  await local?.dispose()
})
beforeEach(async () => {
  workspaceId = await local.newWorkspace()
})

/** How many people are not net new: as was kept up to date, and as read anew. */
async function owned(): Promise<number> {
  const { net_new } = await local.audience.count({ filter: {}, workspaceId })
  const anew = await new OwnedRows(local.world.db, file, PEOPLE).of(workspaceId)
  expect(PEOPLE - (net_new ?? 0)).toBe(countBits(anew.bits))
  return countBits(anew.bits)
}

const leadOf = ({ first_name, last_name, email, phone, linkedin_url }: PlainPerson): GivenLead => ({
  ...{ first_name, last_name },
  ...{ email: email ?? '', phone: phone ?? '', linkedin_url: linkedin_url ?? '' },
})
const add = (...leads: GivenLead[]) => addLeads(local.world.db, workspaceId, leads)
const inWorkspace = <T>(work: Parameters<typeof withWorkspace<T>>[2]) =>
  withWorkspace(local.world.db, workspaceId, work)

it('is exact as leads come, change, go and come back', async () => {
  expect(await owned()).toBe(0)
  const [first, second] = (await add(...withEmail.slice(0, 2).map(leadOf))) as [string, string]
  expect(await owned()).toBe(2)
  await add(...withEmail.slice(2, 250).map(leadOf))
  const most = Math.min(250, withEmail.length)
  expect(await owned()).toBe(most)
  await inWorkspace((tx) => deleteLeads(tx, [first], null))
  expect(await owned()).toBe(most - 1)
  await inWorkspace((tx) => restoreLeads(tx, [first], null))
  expect(await owned()).toBe(most)
  const elsewhere = { email: 'somebody@else.example', phone: '', linkedin_url: '' }
  await inWorkspace((tx) => changeLead(tx, second, elsewhere, { actorId: null, readAt: null }))
  expect(await owned()).toBe(most - 1)
  await inWorkspace((tx) => changeLead(tx, second, { status: 'won' }, { actorId: null, readAt: null }))
  expect(await owned()).toBe(most - 1)
})

it('knows people as storing them does', async () => {
  const [known] = withEmail as [PlainPerson]
  const [bare] = withoutEmail as [PlainPerson]
  const name = { first_name: known.first_name, last_name: known.last_name }
  // the same number and name, but both have an email, and not the same
  await add({ ...name, phone: known.phone ?? '', email: 'another@else.example' })
  expect(await owned()).toBe(0)
  // an address written in another way is the same one
  await add({ email: (known.email ?? '').toUpperCase() })
  expect(await owned()).toBe(1)
  // a side without an email is known by number and name
  await add({ ...leadOf(bare), email: 'bare@else.example' })
  expect(await owned()).toBe(2)
})

it('leaves out who is suppressed, here or everywhere, and who was paid for', async () => {
  const [one, two, three, four] = withEmail.map(({ email }) => email) as [string, string, string, string]
  expect(await owned()).toBe(0)
  const suppress = (workspace: string | null, email: string) =>
    local.world.db.system.query(
      `insert into suppressions (workspace_id, identity, reason) values ($1, identity_hash(identity_key(), 'email', $2), 'asked')`,
      [workspace, email],
    )
  await suppress(workspaceId, one)
  expect(await owned()).toBe(1)
  await suppress(await local.newWorkspace(), two)
  expect(await owned()).toBe(1)
  await suppress(null, three)
  expect(await owned()).toBe(2)
  await local.world.db.system.query('delete from suppressions')

  workspaceId = await local.newWorkspace()
  const [lead] = (await add({ email: four })) as [string]
  await asOwner(
    local.world,
    `insert into paid_people (workspace_id, identity, pull_id)
     select $1, identity, uuidv7() from lead_identities where workspace_id = $1 and lead_id = $2`,
    [workspaceId, lead],
  )
  await inWorkspace((tx) => deleteLeads(tx, [lead], null))
  expect(await owned()).toBe(1)
})

it('is exact while leads come and go at once, also by transactions that commit late', async () => {
  const mine = withEmail.slice(0, 100)
  const questions: Promise<unknown>[] = []
  await Promise.all(
    Array.from({ length: 5 }, async (_, i) => {
      for (let batch = 0; batch < 4; batch++) {
        const leads = mine.slice(i * 20 + batch * 5, i * 20 + batch * 5 + 5).map(leadOf)
        const ids = await add(...leads)
        questions.push(local.audience.count({ filter: {}, workspaceId }))
        if (batch % 2 === 0) await inWorkspace((tx) => deleteLeads(tx, ids.slice(0, 1), null))
      }
    }),
  )
  await Promise.all(questions)
  expect(await owned()).toBe(mine.length - 10)

  const late = await local.world.db.system.connect()
  try {
    await late.query('begin')
    await late.query(
      `insert into suppressions (workspace_id, identity, reason) values ($1, identity_hash(identity_key(), 'email', $2), 'asked')`,
      [workspaceId, withEmail[120]?.email],
    )
    await add(...withEmail.slice(110, 111).map(leadOf))
    expect(await owned()).toBe(mine.length - 9)
    await late.query('commit')
  } finally {
    late.release()
  }
  expect(await owned()).toBe(mine.length - 8)
})

it('pulls nobody twice, to the last one', async () => {
  const seen = new Set<string>()
  for (;;) {
    const { people: pulled } = await local.audience.pull(
      { filter: { has: ['email'] }, workspaceId },
      90,
      null,
    )
    if (pulled.length === 0) break
    for (const { last_name } of pulled) {
      expect(seen.has(last_name ?? '')).toBe(false)
      seen.add(last_name ?? '')
    }
    await add(
      ...pulled.map(({ email, first_name, last_name }) => ({ email, first_name, last_name }) as GivenLead),
    )
  }
  expect(seen.size).toBe(people.filter(({ email }) => email !== null).length)
})
