import { expect, it } from 'vitest'
import type { CreditPackage } from '../../schema.ts'
import { wishOf } from './top-up-wish.ts'

const packages: CreditPackage[] = [
  {
    ...{ id: 'p', name: 'Pro', credits: 500, price_cents: 20000, currency: 'usd' },
    ...{ price_per_credit_cents: 40, saving_percent: 20 },
  },
]
const wish = (below: string, cap: string) => wishOf({ packageId: 'p', below, cap }, packages)

it('reads amounts as people type them', () => {
  expect(wish('1,200.5', '400').change).toEqual({
    enabled: true,
    package_id: 'p',
    below: 1200.5,
    monthly_cap_cents: 40000,
  })
  expect(wish('0', '200.29').change?.monthly_cap_cents).toBe(20029)
})

it('says what is wrong beside the field it is about', () => {
  for (const typed of ['', 'lots', '-5', '1e3', '1.005', '0x10', 'NaN']) {
    expect(wish(typed, '400')).toEqual({ change: null, wrong: { below: 'A number of credits, such as 50' } })
    expect(wish('50', typed)).toEqual({ change: null, wrong: { cap: 'A sum of money, such as 400' } })
  }
  expect(wish('50', '199.99').wrong.cap).toBe('At least $200.00, what one package costs')
})
