import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { parseSearch, stringifySearch } from '../../../../ui/search-codec.ts'
import type { FlatFilter } from '../../schema.ts'
import { decodeUrl, encodeUrl } from './filter-url.ts'

function storage(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage
}
beforeEach(() => vi.stubGlobal('localStorage', storage()))
afterEach(() => vi.unstubAllGlobals())

const linkOf = (filter: FlatFilter) => stringifySearch(encodeUrl(filter))
const through = (filter: FlatFilter) => decodeUrl(parseSearch(linkOf(filter)))

describe('a filter in the address', () => {
  it('comes back as it was', () => {
    const filter: FlatFilter = {
      industries: ['Farming, Ranching, Forestry', 'Banking'],
      company_names: ['100% Pure, Ltd.', '~tilde', 'Søn & Co = «x»'],
      near: { lat: -33.9, lon: 18.42, km: 25 },
      revenue_min: 0,
      verified: false,
      net_new: true,
    }
    expect(through(filter)).toEqual({ filter, kept: [], missing: [] })
    expect(linkOf({ states: ['US-CA', 'US-NY'] })).toBe('?states=US-CA,US-NY')
  })

  it('keeps a long list in the browser, and says when another browser has it', () => {
    const company_domains = Array.from({ length: 10_000 }, (_, index) => `company-${index}.example`)
    expect(linkOf({ company_domains }).length).toBeLessThan(100)
    expect(through({ company_domains })).toEqual({
      filter: { company_domains },
      kept: ['company_domains'],
      missing: [],
    })
    const link = linkOf({ company_domains, countries: ['DE'] })
    vi.stubGlobal('localStorage', storage())
    expect(decodeUrl(parseSearch(link))).toEqual({
      filter: { countries: ['DE'] },
      kept: [],
      missing: ['company_domains'],
    })
  })

  it('does not read what means nothing', () => {
    expect(decodeUrl({ near: '1,2', revenue_min: 'x', verified: 'maybe', tags: 'a', q: 'b' }).filter).toEqual(
      {},
    )
  })
})
