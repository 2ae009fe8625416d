import { describe, expect, it } from 'vitest'
import { leadOf } from './lead-of.test-kit.ts'
import { foldName, personNameKey } from './name.ts'

const nameOf = (given: Parameters<typeof leadOf>[0]) => {
  const { first_name, last_name, full_name } = leadOf(given)
  return [first_name, last_name, full_name]
}

describe('names', () => {
  it.each([
    ['Jane Doe', 'Jane', 'Doe', 'Jane Doe'],
    ['  Jane   Doe ', 'Jane', 'Doe', 'Jane Doe'],
    ['Doe, Jane', 'Jane', 'Doe', 'Jane Doe'],
    ['Dr. Jane Doe, PhD', 'Jane', 'Doe', 'Dr. Jane Doe, PhD'],
    ['Mary Jane Watson', 'Mary Jane', 'Watson', 'Mary Jane Watson'],
    ['Ludwig van Beethoven', 'Ludwig', 'van Beethoven', 'Ludwig van Beethoven'],
    ['Jane Doe Jr.', 'Jane', 'Doe', 'Jane Doe Jr.'],
    ['Alice', 'Alice', null, 'Alice'],
    ['田中太郎', null, null, '田中太郎'],
    ['Sarah ✨', 'Sarah', null, 'Sarah'],
    ['Mike 👩🏽‍🚀 Lee', 'Mike', 'Lee', 'Mike Lee'],
    ['Zoe\u0308 Lee', 'Zoë', 'Lee', 'Zoë Lee'],
    ['N/A', null, null, null],
    ['-', null, null, null],
    ['Unknown', null, null, null],
    ['Na', 'Na', null, 'Na'],
  ])('splits %j', (full, first, last, shown) => {
    expect(nameOf({ full_name: full })).toEqual([first, last, shown])
  })

  it('joins first and last, and keeps what was given apart', () => {
    expect(nameOf({ first_name: 'Jane', last_name: 'Doe' })).toEqual(['Jane', 'Doe', 'Jane Doe'])
    expect(nameOf({ first_name: 'Trinity', last_name: 'Unknown' })).toEqual(['Trinity', null, 'Trinity'])
    expect(nameOf({ first_name: 'Jane', full_name: 'Jane Doe' })).toEqual(['Jane', 'Doe', 'Jane Doe'])
    expect(leadOf({ full_name: 'Sarah ✨' }).original).toEqual({ full_name: 'Sarah ✨' })
  })
})

describe('foldName', () => {
  it.each([
    ['José  MÜLLER', 'jose muller'],
    ["Sinéad O'Connor", 'sinead oconnor'],
    ['Sinead O’Connor', 'sinead oconnor'],
    ['Al-Rashid, M.', 'al rashid m'],
    ['Straße Øre', 'strasse ore'],
    ['Алексей', 'алексей'],
    ['김철수', '김철수'],
    ['!?', ''],
  ])('folds %j to %j', (name, folded) => {
    expect(foldName(name)).toBe(folded)
  })
})

it('identifies by phone only together with a name', () => {
  expect(personNameKey('+14155552671', foldName('Jane Doe'))).toBe('14155552671 jane doe')
  expect(personNameKey('+14155552671', '')).toBeNull()
  expect(personNameKey(null, 'jane doe')).toBeNull()
})
