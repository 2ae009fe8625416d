import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { groupCommit } from './group-commit.ts'

const options = {
  isFaultOfOne: () => false,
  weightOf: () => 1,
  maxGroupWeight: 3,
  maxWaitingWeight: 6,
  gapMs: 0,
}

it('stores together what comes while a group is being stored, in order and within bounds', async () => {
  const groups: number[][] = []
  const add = groupCommit<number, string>({
    ...options,
    store: async (group) => {
      groups.push(group)
      await sleep(5)
      return group.map((item) => `${item} stored`)
    },
  })
  expect(await Promise.all([1, 2, 3, 4, 5].map(add))).toEqual([1, 2, 3, 4, 5].map((item) => `${item} stored`))
  expect(groups).toEqual([[1], [2, 3, 4], [5]])
})

it('refuses what is too much with the time to come back, and takes again when there is room', async () => {
  let open = () => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const add = groupCommit<number, number>({
    ...options,
    store: async (group) => {
      await gate
      return group
    },
  })
  const taken = [1, 2, 3, 4, 5, 6, 7].map(add)
  expect(() => add(8)).toThrow(
    expect.objectContaining({ code: 'unavailable', extra: { retry_after_seconds: 2 } }),
  )
  open()
  expect(await Promise.all(taken)).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(await add(9)).toBe(9)
})

it('lets no other suffer for one that cannot be stored', async () => {
  const add = groupCommit<number, number>({
    ...options,
    isFaultOfOne: (error) => (error as Error).message === 'bad',
    store: async (group) => {
      if (group.includes(3)) throw new Error('bad')
      if (group.includes(9)) throw new Error('down')
      return group
    },
  })
  const ends = await Promise.allSettled([1, 2, 3, 4, 5].map(add))
  expect(ends.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ])
  const down = await Promise.allSettled([1, 9, 2].map(add))
  expect(down.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
})
