import { expect, it } from 'vitest'
import { INDUSTRIES, industryOf, withIndustriesBelow } from './industries.ts'

it('is a tree: every label once, after the one above it', () => {
  const seen = new Set<string>()
  for (const { label, parent } of INDUSTRIES) {
    expect(seen.has(label)).toBe(false)
    if (parent !== null) expect(seen.has(parent)).toBe(true)
    seen.add(label)
  }
  expect(seen.size).toBe(434)
  expect(INDUSTRIES.filter(({ parent }) => parent === null)).toHaveLength(20)
})

it('knows a label in any case', () => {
  expect(industryOf(' software development ')).toBe('Software Development')
  expect(industryOf('Underwater Basket Weaving')).toBeNull()
})

it('means those below too', () => {
  expect(withIndustriesBelow('Software Development')).toEqual([
    'Software Development',
    ...['Computer Games', 'Mobile Gaming Apps'],
    ...['Computer Networking Products', 'Data Security Software Products'],
    ...['Desktop Computing Software Products', 'Embedded Software Products'],
    ...['Mobile Computing Software Products'],
  ])
  expect(withIndustriesBelow('Construction').length).toBeGreaterThan(5)
  expect(withIndustriesBelow('No industry')).toEqual(['No industry'])
})
