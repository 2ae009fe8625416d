import type { ListingQuery, ListingSort } from '../../src/features/marketplace/schema.ts'

type Filter = Omit<ListingQuery, 'sort' | 'limit' | 'cursor' | 'hide_owned'>

/** From what lets everything through to what no listing has, alone and together. */
const FILTERS: Record<string, Filter> = {
  everything: {},
  'one industry': { industry: ['Banking'] },
  'rare industry': { industry: ['Veterinary'] },
  'three industries': { industry: ['Banking', 'Retail', 'Construction'] },
  'seniority and department': { seniority: ['vp', 'c_suite'], department: ['sales'] },
  'one state': { state: ['US-CA'] },
  'state, size, seniority': { state: ['US-NY'], company_size: ['201-500'], seniority: ['director'] },
  'rare together': { industry: ['Insurance'], state: ['US-UT'], seniority: ['vp'], department: ['legal'] },
  'one title word': { title: 'director' },
  'rare title word': { title: 'veterinary' },
  'title words and country': { title: 'head sales', country: ['GB'] },
  'high score': { score_min: 85 },
  'low score': { score_max: 15 },
  'narrow price': { price_min: 5, price_max: 5.2 },
  'cheap and good': { price_max: 1, score_min: 70 },
  'a day old': { age_days_max: 1 },
  'a month old, verified': { age_days_max: 30, verified: true },
  'verified, phone and LinkedIn': { verified: true, has: ['phone', 'linkedin'] },
  exclusive: { exclusive: true, has: ['email'] },
  'fresh directors in software': { age_days_max: 7, seniority: ['director'], industry: ['Software'] },
  'nobody at all': { country: ['ZZ'] },
  'many at once': {
    industry: ['Software', 'Banking'],
    seniority: ['vp', 'director', 'manager'],
    company_size: ['51-200', '201-500', '501-1000'],
    country: ['US'],
    score_min: 40,
    has: ['email', 'phone'],
  },
}

const SORTS: ListingSort[] = ['-score', 'score', 'price', '-listed_at', 'listed_at', 'age']

export function marketSearches(): { name: string; filter: Filter; sort: ListingSort }[] {
  return Object.entries(FILTERS).flatMap(([name, filter]) =>
    SORTS.map((sort) => ({ name: `${name}, ${sort}`, filter, sort })),
  )
}
