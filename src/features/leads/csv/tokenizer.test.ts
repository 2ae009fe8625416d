import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CsvTokenizer } from './tokenizer.ts'
import { CSV_LIMITS, type CsvLimits, type CsvRow, DELIMITERS, type Delimiter } from './types.ts'

function tokenize(pieces: string[], delimiter: Delimiter = ',', limits: Partial<CsvLimits> = {}): CsvRow[] {
  const tokenizer = new CsvTokenizer(delimiter, { ...CSV_LIMITS, ...limits })
  return [...pieces.flatMap((piece) => tokenizer.push(piece, false)), ...tokenizer.push('', true)]
}

const cellsOf = (text: string, delimiter?: Delimiter) => tokenize([text], delimiter).map(({ cells }) => cells)

describe('CsvTokenizer', () => {
  it('reads LF, CRLF and CR, also mixed', () => {
    expect(cellsOf('a,b\nc,d\r\ne,f\rg,h')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
      ['g', 'h'],
    ])
  })

  it('keeps quotes inside unquoted and badly quoted cells', () => {
    expect(cellsOf('5" pipe,x\n"the "Rock" group",y')).toEqual([
      ['5" pipe', 'x'],
      ['the "Rock" group', 'y'],
    ])
  })

  it('takes a quoted cell with blanks around it', () => {
    expect(cellsOf('a, "Acme, Inc." ,b')).toEqual([['a', 'Acme, Inc.', 'b']])
    expect(cellsOf('a, "so" they say,b')).toEqual([['a', ' "so" they say', 'b']])
  })

  it('tells the physical line each row begins in', () => {
    const rows = tokenize(['a,b\r\n\r\n"x\r\ny\nz\rw",1\nlast,2'])
    expect(rows.map(({ line, cells }) => [line, cells[1]])).toEqual([
      [1, 'b'],
      [3, '1'],
      [7, '2'],
    ])
  })

  it('takes the apostrophe of a neutralised cell off, quoted or not', () => {
    expect(cellsOf(`'=1+1,"'@x",''=1,'tis,O'Neil`)).toEqual([['=1+1', '@x', "'=1", "'tis", "O'Neil"]])
  })

  it('loses one line to a quote that never closes, and says which', () => {
    const rows = tokenize(['a,b\n1,"two\n3,4\n5,6'])
    expect(rows.map(({ line, cells, problem }) => [line, cells, problem?.code])).toEqual([
      [1, ['a', 'b'], undefined],
      [2, ['1', '"two'], 'unterminated_quote'],
      [3, ['3', '4'], undefined],
      [4, ['5', '6'], undefined],
    ])
    expect(rows[1]?.problem?.message).toContain('line 2')
  })

  it('names the line of the quote, not of the row', () => {
    const [row] = tokenize(['"x\ny","z\n1,2'])
    expect(row).toMatchObject({ line: 1, problem: { message: expect.stringContaining('line 2') } })
  })

  it('gives up on a file of lone quotes', () => {
    expect(() => tokenize(['a,"b\n'.repeat(1500)], ',', { maxCellChars: 50 })).toThrow(/quotes/)
  })

  it('reports a cell and a row that are too large, and reads on', () => {
    const limits = { maxCellChars: 10, maxRowChars: 30 }
    const rows = tokenize([`a,${'x'.repeat(11)}\nb,c\n${'y,'.repeat(20)}z\nd,e\n`], ',', limits)
    expect(rows.map(({ line, problem }) => [line, problem?.code])).toEqual([
      [1, 'cell_too_large'],
      [2, undefined],
      [3, 'row_too_large'],
      [4, undefined],
    ])
  })

  it('reads the same in whatever pieces the text arrives', () => {
    const text = fc
      .array(fc.constantFrom(...'ab ",\';|\t\r\n='.split(''), '\r\n', '""', ',"', '",', 'word'), {
        maxLength: 80,
      })
      .map((parts) => parts.join(''))
    const cuts = fc.array(fc.nat(80), { maxLength: 8 })
    fc.assert(
      fc.property(text, cuts, fc.constantFrom(...DELIMITERS), fc.boolean(), (whole, at, delimiter, tight) => {
        const limits = tight ? { maxCellChars: 8, maxRowChars: 20 } : {}
        const ends = [0, ...at.sort((a, b) => a - b), whole.length]
        const pieces = ends.slice(1).map((end, i) => whole.slice(ends[i], Math.max(end, ends[i] ?? 0)))
        expect(tokenize(pieces, delimiter, limits)).toEqual(tokenize([whole], delimiter, limits))
      }),
      { numRuns: 2000 },
    )
  })
})
