import { beforeEach, describe, expect, it } from 'vitest'
import type { Quoted } from '../../schema.ts'
import { type Hold, HoldKeeper } from './hold-keeper.ts'

let told: Hold[]
let open: Set<string>
let log: string[]
let waiting: (() => void)[]
let refuse: unknown
let skip: Quoted['skipped']
let keeper: HoldKeeper

beforeEach(() => {
  told = []
  open = new Set()
  log = []
  waiting = []
  refuse = null
  skip = []
  keeper = new HoldKeeper({
    take: async (ids) => {
      log.push(`take ${ids.join()}`)
      await turn()
      if (refuse) throw refuse
      const quote_id = `q${log.length}`
      open.add(quote_id)
      return quoteOf(quote_id, ids)
    },
    giveBack: async (id) => {
      log.push(`back ${id}`)
      await turn()
      open.delete(id)
    },
    tell: (hold) => told.push(hold),
    now: () => 1_000,
  })
})

const turn = () => new Promise<void>((resolve) => waiting.push(resolve))

/** Answers all calls, and those that follow from them. */
async function settle() {
  for (let round = 0; round < 10; round++) {
    for (const answer of waiting.splice(0)) answer()
    await new Promise((resolve) => setTimeout(resolve))
  }
}

function quoteOf(quote_id: string, ids: string[]): Quoted {
  const out = new Set(skip.map((one) => one.listing_id))
  const facts = { price: 1, score: 50, score_version: 1, age_days: 0, buyers_left: 1, return_days: 7 }
  return {
    quote_id,
    items: ids.filter((id) => !out.has(id)).map((listing_id) => ({ listing_id, ...facts })),
    skipped: skip,
    refund_terms: {
      return_days: 7,
      reasons: [],
      limit_percent: 20,
      limit_days: 30,
      answer_hours: 72,
      version: 1,
    },
    ...{ total: 1, confirm_above: null, balance: 0, held: 1 },
    ...{ created_at: '2026-01-01T00:00:00.000Z', expires_at: '2026-01-01T00:10:00.000Z' },
  }
}

const states = () => told.map(({ state }) => state)

describe('the keeper of a hold', () => {
  it('takes a quote for what is wanted, until when it holds by this clock, and gives it back after', async () => {
    keeper.want(['a', 'b'])
    await settle()
    expect(told.at(-1)).toMatchObject({ state: 'held', endsAt: 601_000 })
    keeper.want([])
    await settle()
    expect(states()).toEqual(['taking', 'held', 'none'])
    expect([log, open.size]).toEqual([['take a,b', 'back q1'], 0])
  })

  it('keeps what it has while the wish is what came of it', async () => {
    skip = [
      { listing_id: 'b', reason: 'sold_out' },
      { listing_id: 'c', reason: 'held' },
    ]
    keeper.want(['a', 'b', 'c'])
    await settle()
    keeper.want(['c', 'a'])
    await settle()
    expect(log).toEqual(['take a,b,c'])
  })

  it('gives back before it takes something else, and never holds two', async () => {
    keeper.want(['a', 'b'])
    await settle()
    keeper.want(['a'])
    keeper.want(['a', 'c'])
    await settle()
    expect(log).toEqual(['take a,b', 'back q1', 'take a,c'])
    expect(open.size).toBe(1)
  })

  it('gives back what arrives after nobody wants it any more', async () => {
    keeper.want(['a'])
    keeper.want([])
    await settle()
    expect([log, open.size, states().at(-1)]).toEqual([['take a', 'back q1'], 0, 'none'])
  })

  it('does not ask again for what was refused, until told to or the wish changes', async () => {
    refuse = new Error('no')
    keeper.want(['a', 'b'])
    await settle()
    keeper.want(['b', 'a'])
    await settle()
    expect([log, states()]).toEqual([['take a,b'], ['taking', 'refused']])
    refuse = null
    keeper.again()
    await settle()
    expect(states().at(-1)).toBe('held')
  })

  it('says when it is over and holds again when asked', async () => {
    keeper.want(['a'])
    await settle()
    keeper.over()
    await settle()
    expect([states().at(-1), open.size]).toEqual(['over', 0])
    keeper.again()
    await settle()
    expect([states().at(-1), open.size]).toEqual(['held', 1])
  })

  it('gives back nothing that was ordered', async () => {
    keeper.want(['a'])
    await settle()
    keeper.spent()
    await settle()
    expect([log, states().at(-1)]).toEqual([['take a'], 'none'])
  })
})
