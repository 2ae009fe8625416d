import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { readAll } from './read-all.test-kit.ts'
import { openCsv, readRows } from './read-rows.ts'

describe('encodings', () => {
  const western = 'Prénom;Nom;Ville\nHélène;Dupré;Orléans\nFrançois;Müller;Besançon\n'
  it.each([
    ['utf-8', western],
    ['utf-16le', western],
    ['utf-16be', western],
    ['windows-1252', western],
    [
      'big5',
      '姓名;電子郵件;公司\n王小明;wang@example.tw;台灣積體電路\n陳美麗;chen@example.tw;鴻海精密工業\n',
    ],
    [
      'shift_jis',
      '氏名;メール;会社\n田中太郎;tanaka@example.jp;株式会社テスト\n鈴木花子;suzuki@example.jp;東京電力\n',
    ],
    [
      'gb18030',
      '姓名;邮箱;公司\n王伟;wang@example.cn;中国移动通信集团\n李娜;li@example.cn;北京科技有限公司\n',
    ],
    ['euc-kr', '이름;이메일;회사\n김철수;kim@example.kr;삼성전자\n이영희;lee@example.kr;현대자동차\n'],
    [
      'windows-1251',
      'Имя;Почта;Город\nАлексей Иванов;alexey@example.ru;Москва\nМария Петрова;maria@example.ru;Казань\n',
    ],
    [
      'windows-1250',
      'Imię;Email;Miasto\nŁukasz Wiśniewski;l@example.pl;Łódź\nMałgorzata Dąbrowska;m@example.pl;Kraków\n',
    ],
  ])('finds %s and reads it', async (encoding, text) => {
    for (const addBOM of [false, ...(encoding.startsWith('utf') ? [true] : [])]) {
      const { format, rows } = await readAll(iconv.encode(text, encoding, { addBOM }))
      expect(format.encoding).toBe(encoding)
      expect([format.headers, ...rows.map(({ cells }) => cells)]).toEqual(
        text
          .trim()
          .split('\n')
          .map((line) => line.split(';')),
      )
    }
  })

  it.each(['José,jose@example.com', 'Bob,“great” – really', 'Jürgen Groß,x'])(
    'takes a lone word as Western: %s',
    async (row) => {
      const { rows } = await readAll(iconv.encode(`Name,Note\n${row}\n`, 'windows-1252'))
      expect(rows[0]?.cells).toEqual(row.split(','))
    },
  )

  it('reads bytes that are no UTF-8 in a UTF-8 file as Windows-1252', async () => {
    const filler = 'Zoë,zoe@example.com\n'.repeat(4000)
    const file = Buffer.concat([
      Buffer.from(`Name,Email\n${filler}`),
      iconv.encode('José,j@example.com\n', 'windows-1252'),
    ])
    const { rows } = await readAll(file, { pieceBytes: 1001 })
    expect(rows.at(-1)?.cells).toEqual(['José', 'j@example.com'])
    expect(rows.at(-2)?.cells).toEqual(['Zoë', 'zoe@example.com'])
  })

  it('drops NULs', async () => {
    expect((await readAll('Name,Email\nA\0nn,ann@example.com\n')).rows[0]?.cells[0]).toBe('Ann')
  })

  it.each([
    ['Excel', Buffer.from('PK\x03\x04rest')],
    ['binary', Buffer.from([0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 0, 0])],
  ])('refuses %s', async (_, file) => {
    await expect(readAll(file)).rejects.toMatchObject({ code: 'not_text' })
  })
})

describe('delimiters and headers', () => {
  it.each([
    [',', 'Name,Email\n"Doe; Jane",j@example.com\n'],
    [';', 'Name;Email\n"Doe, Jane";j@example.com\n1,5;x@example.com\n'],
    ['\t', 'Name\tEmail\nDoe, Jane\tj@example.com\n'],
    ['|', 'Name|Email\nDoe, Jane|j@example.com\n'],
    [';', 'sep=;\nName;Email\na,b,c;j@example.com\n'],
    [',', 'Email\na@example.com\nb@example.com\n'],
    [',', 'Name,Tags,City\nAnn,a|b,X\nBob,c|d,Y\nCem,e|f,Z\n'],
  ])('finds %j', async (delimiter, text) => {
    const { format } = await readAll(text)
    expect(format.delimiter).toBe(delimiter)
    expect(format.headers[0]).toMatch(/^(Name|Email)$/)
  })

  it('skips what stands before the header', async () => {
    const preamble = 'Contacts export,,\nGenerated,2026-01-05,\n\n"Filter: all,\nno archive",,\n'
    const { format, rows } = await readAll(`${preamble}Name,Email,City\nAnn,ann@example.com,Oslo\n`)
    expect(format).toMatchObject({ firstLine: 6, hasHeader: true, headers: ['Name', 'Email', 'City'] })
    expect(rows).toEqual([{ line: 7, cells: ['Ann', 'ann@example.com', 'Oslo'], problem: null }])
  })

  it('names columns by position where there is no header', async () => {
    const { format, rows } = await readAll('Ann,ann@example.com\nBob,bob@example.com\n')
    expect(format).toMatchObject({ hasHeader: false, headers: ['column_1', 'column_2'] })
    expect(rows).toHaveLength(2)
  })

  it('tells duplicate and empty headers apart, and drops an empty column at the end', async () => {
    const { format, rows } = await readAll(' Email ,Name,Email,,Email (2),\na,b,c,d,e,\n')
    expect(format.headers).toEqual(['Email', 'Name', 'Email (3)', 'column_4', 'Email (2)'])
    expect(rows[0]?.cells).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('refuses an empty file and too many columns', async () => {
    await expect(readAll('')).rejects.toMatchObject({ code: 'empty_file' })
    await expect(readAll('\n \n')).rejects.toMatchObject({ code: 'empty_file' })
    const wide = Array.from({ length: 1001 }, (_, i) => `c${i}`).join(',')
    await expect(readAll(wide)).rejects.toMatchObject({ code: 'too_many_columns' })
  })
})

describe('rows', () => {
  it('reports ragged rows with their line and never shifts them', async () => {
    const { rows } = await readAll('a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,,\n\n,,\n7,8,9\n')
    expect(rows.map(({ line, cells, problem }) => [line, cells.length, problem?.code])).toEqual([
      [2, 3, undefined],
      [3, 2, 'ragged_row'],
      [4, 4, 'ragged_row'],
      [5, 3, undefined],
      [8, 3, undefined],
    ])
    expect(rows[1]?.problem?.message).toBe('The row has 2 cells where the header has 3.')
  })

  const file = `n,email\n${Array.from({ length: 50 }, (_, i) => `${i},a${i}@example.com\n${i % 7 ? '' : '\n'}`).join('')}`

  it('goes on after the rows that are done', async () => {
    const { format } = await readAll(file)
    const seen: string[] = []
    let rowsDone = 0
    for (let crash = 0; crash < 20 && seen.length < 50; crash++) {
      const { batches } = await openCsv(fromText(file), { format, skipRows: rowsDone, batchRows: 4 })
      for await (const batch of batches) {
        seen.push(...batch.rows.map(({ cells }) => cells[0] ?? ''))
        rowsDone = batch.rowsDone
        if (crash < 5) break
      }
    }
    expect(seen).toEqual(Array.from({ length: 50 }, (_, i) => String(i)))
  })

  it('asks the source for no more than the batches taken need', async () => {
    let asked = 0
    async function* source() {
      yield Buffer.from('n,email\n')
      for (; asked < 10_000; asked++) yield Buffer.from(`${asked},a@example.com\n`.repeat(1000))
    }
    for await (const { rows } of readRows(source(), { batchRows: 100 })) {
      expect(rows).toHaveLength(100)
      break
    }
    expect(asked).toBeLessThan(10)
  })

  it('lets go of a source that is no CSV file', async () => {
    let isClosed = false
    async function* source() {
      try {
        yield Buffer.from('PK\x03\x04'.padEnd(70_000))
        yield Buffer.from('more')
      } finally {
        isClosed = true
      }
    }
    await expect(openCsv(source())).rejects.toMatchObject({ code: 'not_text' })
    expect(isClosed).toBe(true)
  })

  it('tells the bytes taken so far', async () => {
    let last = 0
    for await (const { bytesDone } of readRows(fromText(file))) last = bytesDone
    expect(last).toBe(Buffer.byteLength(file))
  })
})

async function* fromText(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text)
}
