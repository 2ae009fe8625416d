import fc from 'fast-check'
import { expect, it } from 'vitest'
import { neutraliseCell, restoreCell } from './neutralise-cell.ts'
import { readAll } from './read-all.test-kit.ts'
import { writeCell, writeRow } from './write-row.ts'

/** Anything a database text can hold, with what is awkward in CSV made likely. */
const cell = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.string({
      unit: fc.constantFrom(...'=+-@\'\t\r\n", ;|x'.split(''), "'=", "''", 'é', '漢', '🏢', '\ufeff'),
      maxLength: 8,
    }),
  )
  .map((text) => Buffer.from(text).toString().replaceAll('\0', ''))

const headers = ['Name', 'Email', 'Notes', 'Score']

it('gives back every value that was written', async () => {
  const row = fc.tuple(cell, cell, cell, cell)
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 6 }),
      fc.integer({ min: 1, max: 40 }),
      async (table, pieceBytes) => {
        const file = [headers, ...table].map(writeRow).join('')
        const format = { encoding: 'utf-8', delimiter: ',' as const, firstLine: 1, hasHeader: true, headers }
        const { rows } = await readAll(file, { format, pieceBytes })
        const filled = table.filter((cells) => cells.some((value) => value.trim() !== ''))
        expect(rows.map(({ cells }) => cells)).toEqual(filled)
        expect(rows.every(({ problem }) => problem === null)).toBe(true)
      },
    ),
    { numRuns: 200 },
  )
})

it('finds out by itself how our own files are written', async () => {
  const text = fc.string({ unit: fc.constantFrom(...'ab,;|\t\'"=\n é漢'.split('')), maxLength: 12 })
  const row = fc.tuple(fc.emailAddress(), text, text, text)
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 3, maxLength: 8 }), async (table) => {
      const { format, rows } = await readAll(
        [['Email', 'Name', 'Notes', 'Score'], ...table].map(writeRow).join(''),
      )
      expect(format).toMatchObject({
        delimiter: ',',
        hasHeader: true,
        headers: ['Email', 'Name', 'Notes', 'Score'],
      })
      expect(rows.map(({ cells }) => cells)).toEqual(table)
    }),
    { numRuns: 200 },
  )
})

it('never writes a cell that a spreadsheet runs', () => {
  fc.assert(
    fc.property(cell, (value) => {
      expect(writeCell(value).replace(/^"/, '')).not.toMatch(/^[=+\-@\t\r]/)
      expect(restoreCell(neutraliseCell(value))).toBe(value)
    }),
  )
})

it.each([
  ['=1+1', "'=1+1"],
  ["'=1+1", "''=1+1"],
  ["'tis", "'tis"],
  ['-5', "'-5"],
  ['a=b', 'a=b'],
  ['\tx', `"'\tx"`],
])('writes %j as %j', (value, written) => {
  expect(writeCell(value)).toBe(written)
})
