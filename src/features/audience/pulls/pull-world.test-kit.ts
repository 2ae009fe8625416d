import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type AudienceApp, serveAudience } from '../../../../test/audience.ts'
import { type Answer, createTestWorld, type TestWorld } from '../../../../test/harness/index.ts'
import { giveCredits } from '../../../../test/market.ts'
import { addPerson, type Person } from '../../../../test/people.ts'
import { withWorkspace } from '../../../platform/db/index.ts'
import { createMemoryProvider, type MemoryProvider } from '../providers/memory.test-kit.ts'
import type { AudiencePerson } from '../providers/provider.ts'
import { takeUpStale } from '../take-up-stale.ts'
import { enqueuePull } from './enqueue-pull.ts'
import { runPull } from './run-pull.ts'
import { type StartPull, startPull } from './start-pull.ts'

export interface PullWorld extends TestWorld {
  app: AudienceApp
  provider: MemoryProvider
  /** Somebody with a workspace and credits. */
  buyer(credits: number): Promise<Person>
  search(who: Person | { key: string } | null, body: unknown, key?: string): Promise<Answer>
  get(who: Person, path: string): Promise<Answer>
  pull(who: Person, limit: number, more?: Partial<StartPull>): ReturnType<typeof startPull>
  run(who: Person, pullId: string): Promise<void>
  sweep(): Promise<void>
  /** Sets the workspace's month cap and the amount above which one confirms, in credits. */
  guard(who: Person, cap: number | null, confirmAbove: number | null): Promise<void>
  leads(who: Person): Promise<number>
  balance(who: Person): Promise<number>
}

/** An app whose audience is in memory, so that it can be made to fail. */
export async function createPullWorld(people: AudiencePerson[]): Promise<PullWorld> {
  const world = await createTestWorld()
  const provider = createMemoryProvider(world.db, people)
  const app = await serveAudience(world, provider)
  const origin = app.client.url
  const one = async (text: string, who: Person) => {
    const { rows } = await world.db.system.query(text, [who.workspaceId])
    return Number(rows[0]?.n ?? 0)
  }
  return {
    ...world,
    ...{ app, provider },
    async buyer(credits) {
      const person = await addPerson(world, { name: 'Berta' })
      if (credits > 0) await giveCredits(world, person.workspaceId, credits)
      return person
    },
    search: (who, body, key = randomUUID()) =>
      app.client.request('POST', '/api/audience/search', {
        ...(who && 'key' in who ? { key: who.key } : who ? { cookie: who.cookie } : {}),
        ...{ body, idempotencyKey: key, headers: { origin } },
      }),
    get: (who, path) => app.client.request('GET', path, { cookie: who.cookie }),
    pull: (who, limit, more = {}) =>
      startPull(world.db, provider, {
        ...{ workspaceId: who.workspaceId, actorId: who.id, filters: {}, limit, once: null },
        ...more,
      }),
    run: (who, pullId) => runPull(world.db, provider, { workspaceId: who.workspaceId, pullId }),
    sweep: () => takeUpStale(world.db, 'pulls', enqueuePull),
    guard: (who, cap, confirmAbove) =>
      withWorkspace(world.db, who.workspaceId, async (tx) => {
        const [most, above] = [cap, confirmAbove].map((credits) => credits && credits * 100)
        await sql`select set_wallet_guards(${most}::bigint, ${above}::bigint)`.execute(tx)
      }),
    leads: (who) => one('select count(*) as n from leads where workspace_id = $1', who),
    balance: async (who) =>
      (await one(
        `select balance_hundredths as n from ledger_accounts where workspace_id = $1 and kind = 'wallet'`,
        who,
      )) / 100,
    async dispose() {
      await app.stop()
      await world.dispose()
    },
  }
}
