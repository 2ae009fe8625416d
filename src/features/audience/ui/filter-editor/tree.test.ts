import { describe, expect, it } from 'vitest'
import { choose, stateOf, sumsOf, treeOf, unchoose } from './tree.ts'

const tree = treeOf([
  { label: 'Making', parent: null },
  { label: 'Cars', parent: 'Making' },
  { label: 'Electric cars', parent: 'Cars' },
  { label: 'Vans', parent: 'Cars' },
  { label: 'Ships', parent: 'Making' },
  { label: 'Trade', parent: null },
])

describe('a tree of choices', () => {
  it('chooses what is below, and says so', () => {
    const chosen = choose(tree, new Set(['Vans', 'Trade']), 'Making')
    expect([...chosen].sort()).toEqual(['Making', 'Trade'])
    expect(stateOf(tree, chosen, 'Electric cars')).toBe(true)
    expect(stateOf(tree, new Set(['Vans']), 'Making')).toBe('mixed')
    expect(stateOf(tree, new Set(['Vans']), 'Trade')).toBe(false)
  })

  it('leaves the others chosen when one below is taken out', () => {
    const left = unchoose(tree, new Set(['Making']), 'Vans')
    expect([...left].sort()).toEqual(['Electric cars', 'Ships'])
    expect([...unchoose(tree, new Set(['Making']), 'Making')]).toEqual([])
  })

  it('counts a label with all below it', () => {
    const sums = sumsOf(tree, new Map(Object.entries({ Making: 1, Vans: 2, Ships: 4, Trade: 8 })))
    expect([sums.get('Making'), sums.get('Cars'), sums.get('Trade')]).toEqual([7, 2, 8])
  })
})
