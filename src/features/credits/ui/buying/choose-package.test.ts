import { describe, expect, it } from 'vitest'
import type { CreditPackage } from '../../schema.ts'
import { choosePackage } from './choose-package.ts'

const of = (credits: number): CreditPackage => ({
  ...{ id: String(credits), name: `P${credits}`, credits, price_cents: credits * 40, currency: 'usd' },
  ...{ price_per_credit_cents: 40, saving_percent: 0 },
})
const packages = [of(1000), of(100), of(500)]
const chosen = (request: Parameters<typeof choosePackage>[1]) => choosePackage(packages, request)?.credits

describe('which package is chosen first', () => {
  it('is the smallest that covers what is short, to the hundredth', () => {
    expect(chosen({ shortfall: 0.01 })).toBe(100)
    expect(chosen({ shortfall: 100 })).toBe(100)
    expect(chosen({ shortfall: 100.01 })).toBe(500)
  })

  it('is the largest when none covers it', () => {
    expect(chosen({ shortfall: 1000.01 })).toBe(1000)
  })

  it('is the one asked for while it is on offer, else the smallest', () => {
    expect(chosen({ credits: 500 })).toBe(500)
    expect(chosen({ credits: 250 })).toBe(100)
    expect(chosen({})).toBe(100)
  })

  it('is none when none is offered', () => {
    expect(choosePackage([], { shortfall: 5 })).toBeUndefined()
  })
})
