import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadFiles, writeSample } from '../src/features/audience/index.ts'
import { localAudience } from '../src/features/audience/local/local-audience.ts'
import { leadOfPerson } from '../src/features/audience/pulls/lead-of-person.ts'
import { runPull } from '../src/features/audience/pulls/run-pull.ts'
import { startPull } from '../src/features/audience/pulls/start-pull.ts'
import type { AudienceFilter } from '../src/features/audience/schema.ts'
import { type NormalisedLead, retryConflicts, storeLeads } from '../src/features/leads/index.ts'
import { withWorkspace } from '../src/platform/db/index.ts'
import { createLog } from '../src/platform/log.ts'
import { openBenchWorld } from './kit/bench-world.ts'
import { formatNumber } from './kit/rate.ts'

/*
 * Pulling 1,000 people: found, stored, charged and told, in batches that can each be taken up after a crash. The limit
 * is storing the same 1,000 as leads in the same batches, which an import does too, and nothing else.
 */
const PEOPLE = Number(process.env.BENCH_PULL_AUDIENCE ?? 200_000)
const ROUNDS = Number(process.env.BENCH_PULL_ROUNDS ?? 5)
const WANTED = 1_000
const BATCH = 500
const FILTERS: AudienceFilter = { seniorities: ['director', 'vp', 'manager'], countries: ['US'] }

const world = await openBenchWorld()
const dataDir = await mkdtemp(join(tmpdir(), 'assay-bench-audience-'))
const audience = localAudience(world.db, dataDir)
try {
  await load()
  const ours: number[] = []
  const limits: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const workspaceId = await buyer()
    const own = await timed(() => pull(workspaceId))
    const leads = (
      await audience.pull({ filter: FILTERS, workspaceId: await buyer() }, WANTED, null)
    ).people.map((person) => leadOfPerson(person, []))
    const limit = await timed(() => store(leads.filter((lead) => lead !== null)))
    if (round === 0) continue // warms both up
    ours.push(own)
    limits.push(limit)
  }
  const own = median(ours)
  const limit = median(limits)
  console.log(`  of ${formatNumber(PEOPLE)} people, by seniority and country, ${ROUNDS} rounds, medians`)
  console.log(`  1,000 people pulled     ${formatNumber(own)} ms (target 1,000)`)
  console.log(`  the same 1,000 stored   ${formatNumber(limit)} ms`)
  console.log(`  ratio                   ${(limit / own).toFixed(2)}`)
} finally {
  await audience.close()
  await world.close()
  await rm(dataDir, { recursive: true, force: true })
}

async function load() {
  const file = join(dataDir, 'people.parquet')
  await writeSample({ rows: PEOPLE, seed: 1, until: '2026-11-01' }, file)
  const never = new AbortController().signal
  const log = createLog('warn')
  const version = await loadFiles({
    db: world.db,
    dataDir,
    log,
    paths: [file],
    signal: never,
    onProgress: () => {},
  })
  if (version?.status !== 'ready') throw new Error(version?.failure ?? 'The audience was not loaded')
}

/** A workspace with credits. */
async function buyer(): Promise<string> {
  const id = await world.newWorkspace()
  await world.owner.query('begin')
  await world.owner.query(
    `insert into operators (user_id) select user_id from members where workspace_id = $1 on conflict do nothing`,
    [id],
  )
  await world.owner.query(
    `select grant_credits((select user_id from members where workspace_id = $1), $1, 100000, 'bench', $2, '\\x00')`,
    [id, `bench ${id}`],
  )
  await world.owner.query('commit')
  return id
}

async function pull(workspaceId: string) {
  const wish = { workspaceId, actorId: null, filters: FILTERS, limit: WANTED, once: null }
  const { body } = await startPull(world.db, audience, wish)
  await runPull(world.db, audience, { workspaceId, pullId: body.pull_id })
  const { rows } = await world.owner.query(
    'select pulled, charged_hundredths as charged from pulls where id = $1',
    [body.pull_id],
  )
  if (rows[0]?.pulled !== WANTED || Number(rows[0].charged) !== WANTED * 50) throw new Error('Not all came')
}

async function store(leads: NormalisedLead[]) {
  const workspaceId = await world.newWorkspace()
  for (let at = 0; at < leads.length; at += BATCH) {
    await retryConflicts(() =>
      withWorkspace(world.db, workspaceId, (tx) =>
        storeLeads(tx, leads.slice(at, at + BATCH), {
          importId: null,
          source: 'audience',
          sourceDetail: null,
          onDuplicate: 'skip',
          actorId: null,
        }),
      ),
    )
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
