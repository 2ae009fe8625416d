import type pg from 'pg'

/**
 * Refuses a database that cannot hold the text of every language. Answers whether it knows upper and lower case of
 * letters with accents, which one with the plain locale C does not.
 */
export async function checkLocale(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ name: string; encoding: string }>(
    'select current_database() as name, getdatabaseencoding() as encoding',
  )
  const { name = '', encoding = '' } = rows[0] ?? {}
  if (encoding !== 'UTF8')
    throw new Error(
      `The database ${name} is encoded in ${encoding}; Assay needs UTF8: ` +
        "create database … encoding 'UTF8' locale 'C.UTF-8' template template0",
    )
  const folded = await client.query<{ folds: boolean }>(`select lower('ÀÉÖ') = 'àéö' as folds`)
  return folded.rows[0]?.folds ?? false
}
