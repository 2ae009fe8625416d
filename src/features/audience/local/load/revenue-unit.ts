import { normaliserFor } from '../../../leads/index.ts'

const column = (index: number, header: string, field: 'email' | 'revenue') => ({
  ...{ index, header, field, ignored: false },
  ...{ certainty: 'known' as const, samples: [] },
})

/** What a bare number in this column counts, as a unit to write behind it: '' for dollars, K or M. */
export function revenueUnit(header: string): '' | 'K' | 'M' {
  const normalise = normaliserFor([column(0, 'email', 'email'), column(1, header, 'revenue')], {
    defaultCountry: null,
  })
  const dollars = normalise(['ann@acme.example', '1']).row?.revenue ?? 1
  return dollars === 1000 ? 'K' : dollars === 1_000_000 ? 'M' : ''
}
