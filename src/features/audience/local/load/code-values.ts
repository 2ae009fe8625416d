import type { WorkFile } from './work-file.ts'

type Cell = string | number | boolean | null

/**
 * Makes a table of what each different value of some columns of `given` means, so that people can be joined with it:
 * the values come here once each, whatever the number of people, and in order, so that the same files make the same codes.
 * @param columns names and types of what `read` answers
 */
export async function codeValues(
  work: WorkFile,
  table: string,
  given: readonly string[],
  columns: Record<string, 'varchar' | 'uinteger' | 'boolean' | 'bigint'>,
  read: (...given: (string | null)[]) => Cell[],
): Promise<void> {
  const types = [
    ...given.map((name) => `${name} varchar`),
    ...Object.entries(columns).map((entry) => entry.join(' ')),
  ]
  await work.run(`create table ${table} (${types.join(', ')})`)
  const kinds = Object.values(columns)
  const appender = await work.connection.createAppender(table)
  try {
    const some = given.map((name) => `${name} is not null`).join(' or ')
    for await (const batch of work.batches(
      `select distinct ${given.join(', ')} from given where ${some} order by all`,
    )) {
      for (const values of batch as (string | null)[][]) {
        const cells = read(...values)
        for (const value of values) appendCell(appender, 'varchar', value)
        for (const [index, cell] of cells.entries()) appendCell(appender, kinds[index], cell)
        appender.endRow()
      }
    }
    appender.flushSync()
  } finally {
    appender.closeSync()
  }
}

type Appender = Awaited<ReturnType<WorkFile['connection']['createAppender']>>

function appendCell(appender: Appender, type: string | undefined, cell: Cell): void {
  if (cell === null) appender.appendNull()
  else if (type === 'uinteger') appender.appendUInteger(cell as number)
  else if (type === 'boolean') appender.appendBoolean(cell as boolean)
  else if (type === 'bigint') appender.appendBigInt(BigInt(cell))
  else appender.appendVarchar(String(cell))
}
