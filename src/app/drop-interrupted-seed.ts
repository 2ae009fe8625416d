import pg from 'pg'

/**
 * A demo world that a kill cut short is not worth mending: nobody has used it yet. The embedded database is
 * dropped and made anew, and the start goes on as the first one did.
 */
export async function dropInterruptedSeed(ownerUrl: string): Promise<boolean> {
  const url = new URL(ownerUrl)
  const name = url.pathname.slice(1)
  if (!(await isInterrupted(ownerUrl))) return false
  url.pathname = '/postgres'
  await withClient(url.href, async (client) => {
    await client.query(`drop database ${client.escapeIdentifier(name)} with (force)`)
    await client.query(`create database ${client.escapeIdentifier(name)}`)
  })
  return true
}

function isInterrupted(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const table = await client.query<{ found: string | null }>("select to_regclass('seeds') as found")
    if (!table.rows[0]?.found) return false
    const { rows } = await client.query('select from seeds where finished_at is null')
    return rows.length > 0
  })
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
