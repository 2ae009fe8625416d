import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '../../../platform/errors/index.ts'

export interface GroupCommitOptions<Item, Result> {
  /** Makes all of a group durable in one transaction, or none; one result for each. */
  store: (group: Item[]) => Promise<Result[]>
  /** Whether another group without the same item could be stored. */
  isFaultOfOne: (error: unknown) => boolean
  /** How much an item weighs in a group and in the queue. */
  weightOf: (item: Item) => number
  maxGroupWeight: number
  maxWaitingWeight: number
  /** From the beginning of one group to that of the next, so that a steady stream makes groups of some size. */
  gapMs: number
}

interface Waiting<Item, Result> {
  item: Item
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}

/**
 * Gathers what comes while a group is being stored into the next one: a commit waits for the disk once for all of them.
 * Resolves when the item's group is durable. Refuses with 503 when too much waits already.
 */
export function groupCommit<Item, Result>(options: GroupCommitOptions<Item, Result>) {
  type Entry = Waiting<Item, Result>
  const { weightOf, maxGroupWeight, maxWaitingWeight, gapMs } = options
  let waiting: Entry[] = []
  let waitingWeight = 0
  let isRunning = false

  async function run() {
    isRunning = true
    while (waiting.length > 0) {
      const started = performance.now()
      await storeGroup(nextGroup())
      const restMs = gapMs - (performance.now() - started)
      if (restMs > 0) await sleep(restMs)
    }
    isRunning = false
  }

  function nextGroup(): Entry[] {
    let weight = 0
    let count = 0
    for (const { item } of waiting) {
      weight += weightOf(item)
      if (count > 0 && weight > maxGroupWeight) break
      count++
    }
    const group = waiting.slice(0, count)
    waiting = waiting.slice(count)
    for (const { item } of group) waitingWeight -= weightOf(item)
    return group
  }

  async function storeGroup(group: Entry[]): Promise<void> {
    try {
      const results = await options.store(group.map(({ item }) => item))
      for (const [n, { resolve }] of group.entries()) resolve(results[n] as Result)
    } catch (error) {
      if (group.length === 1 || !options.isFaultOfOne(error)) {
        for (const { reject } of group) reject(error)
        return
      }
      // One that the database cannot take must not take the others with it.
      const half = group.length >> 1
      await storeGroup(group.slice(0, half))
      await storeGroup(group.slice(half))
    }
  }

  return (item: Item): Promise<Result> => {
    if (waitingWeight >= maxWaitingWeight) throw tooBusy()
    waitingWeight += weightOf(item)
    return new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!isRunning) void run()
    })
  }
}

export function tooBusy(): Problem {
  return new Problem('unavailable', 'More comes in than can be stored at the moment: send it again soon', {
    retry_after_seconds: 2,
  })
}
