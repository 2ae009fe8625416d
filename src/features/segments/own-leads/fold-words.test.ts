import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../../../../test/harness/index.ts'
import { foldWords } from './fold-words.ts'

let world: TestWorld
beforeAll(async () => {
  world = await createTestWorld()
})
afterAll(() => world.dispose())

async function inDatabase(texts: string[]): Promise<string[]> {
  const { rows } = await world.db.system.query(
    'select array(select fold_words(t) from unnest($1::text[]) with ordinality x (t, n) order by n) as folded',
    [texts],
  )
  return rows[0].folded
}

describe('words folded for comparing', () => {
  it('are without case, accents and punctuation', async () => {
    const texts = [
      'Head  of Sälès!',
      'VP, R&D (EMEA)',
      '',
      '…',
      'C.E.O.',
      'Ingénieur·e',
      '東京 Sales',
      'naïve—Ñandú',
      'People’s Straße',
    ]
    const folded = [
      ...[
        ' head of sales ',
        ' vp r d emea ',
        '  ',
        '  ',
        ' c e o ',
        ' ingenieur e ',
        ' 東京 sales ',
        ' naive nandu ',
        ' peoples strasse ',
      ],
    ]
    expect(texts.map(foldWords)).toEqual(folded)
    expect(await inDatabase(texts)).toEqual(folded)
  })

  it('are the same in the database and here', async () => {
    const letter = fc.constantFrom(
      ..."aZ9 .,-/é Å ß ñ ' ’ æ þ đ ﬁ ½ ² ₤ œ İ ı Σ ς 東 ́ ‑ – „ ™ × ª µ ١ ！".split(''),
    )
    const text = fc.oneof(fc.string(), fc.string({ unit: letter }), fc.string({ unit: 'grapheme' }))
    const texts = fc
      .sample(text, { numRuns: 3000, seed: 7 })
      .filter((t) => t.isWellFormed?.() !== false && !t.includes('\0'))
    const folded = await inDatabase(texts)
    const differing = texts.filter((t, i) => foldWords(t) !== folded[i])
    expect(differing.map((t) => [...t].map((c) => c.codePointAt(0)?.toString(16)).join(' '))).toEqual([])
  })
})
