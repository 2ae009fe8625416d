import pg from 'pg'

/** Makes an empty database on the server of a superuser URL; returns its URL. */
export async function createEmptyDatabase(serverUrl: string, name = 'empty'): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(`create database ${name}`)
  } finally {
    await client.end()
  }
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
