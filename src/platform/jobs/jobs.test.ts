import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../../../test/harness/index.ts'
import { withWorkspace } from '../db/index.ts'
import { enqueue, releaseJobs, startWorker, type Task } from './index.ts'

const WORKSPACE = '01900000-0000-7000-8000-00000000000a'

let world: TestWorld
beforeAll(async () => {
  world = await createTestWorld()
})
afterAll(() => world.dispose())

function start(tasks: Record<string, Task>) {
  return startWorker({ ownerUrl: world.ownerUrl, tasks, cron: [], log: world.log })
}

function gate() {
  let open: () => void = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

describe('jobs', () => {
  it('run after the commit of the transaction that asked for them, and not when it rolls back', async () => {
    const seen: unknown[] = []
    const done = gate()
    await withWorkspace(world.db, WORKSPACE, async (tx) => {
      await enqueue(tx, 'note', { n: 'rolled back' })
      throw new Error('no')
    }).catch(() => {})
    await withWorkspace(world.db, WORKSPACE, (tx) => enqueue(tx, 'note', { n: 'committed' }))
    const worker = await start({
      note: async (payload) => {
        seen.push(payload)
        done.open()
      },
    })
    await done.opened
    await worker.stop()
    expect(seen).toEqual([{ n: 'committed' }])
  })

  it('of one key replace each other while they wait', async () => {
    const seen: unknown[] = []
    const done = gate()
    for (const n of [1, 2, 3]) {
      await withWorkspace(world.db, WORKSPACE, (tx) => enqueue(tx, 'keyed', { n }, { key: 'k' }))
    }
    const worker = await start({
      keyed: async (payload) => {
        seen.push(payload)
        done.open()
      },
    })
    await done.opened
    await worker.stop()
    expect(seen).toEqual([{ n: 3 }])
  })

  it('that run when the worker stops are finished first', async () => {
    const started = gate()
    const release = gate()
    let isFinished = false
    await withWorkspace(world.db, WORKSPACE, (tx) => enqueue(tx, 'slow', {}))
    const worker = await start({
      slow: async () => {
        started.open()
        await release.opened
        isFinished = true
      },
    })
    await started.opened
    const stopping = worker.stop()
    release.open()
    await stopping
    expect(isFinished).toBe(true)
    expect(worker.isRunning()).toBe(false)
  })

  it('that a killed worker had taken run once they are released', async () => {
    const done = gate()
    await withWorkspace(world.db, WORKSPACE, (tx) => enqueue(tx, 'orphan', {}))
    await ownerQuery(`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'killed'
      where task_id = (select id from graphile_worker._private_tasks where identifier = 'orphan')`)
    await releaseJobs(world.ownerUrl)
    const worker = await start({ orphan: async () => done.open() })
    await done.opened
    await worker.stop()
    const { rows } = await ownerQuery(`select from graphile_worker.jobs where task_identifier = 'orphan'`)
    expect(rows).toEqual([])
  })

  it('that fail are tried again', async () => {
    const attempts: number[] = []
    const failed = gate()
    await withWorkspace(world.db, WORKSPACE, (tx) => enqueue(tx, 'shaky', {}, { maxAttempts: 5 }))
    const worker = await start({
      shaky: async (_payload, { attempt }) => {
        attempts.push(attempt)
        failed.open()
        throw new Error('once more')
      },
    })
    await failed.opened
    await worker.stop()
    const { rows } = await ownerQuery(
      `select attempts, max_attempts, last_error from graphile_worker.jobs where task_identifier = 'shaky'`,
    )
    expect(attempts).toEqual([1])
    expect(rows).toEqual([{ attempts: 1, max_attempts: 5, last_error: 'once more' }])
  })
})

async function ownerQuery(sql: string) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: world.ownerUrl })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}
