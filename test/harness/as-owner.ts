import pg from 'pg'

/** One statement behind row-level security, for what only time or a fault does. */
export async function asOwner({ ownerUrl }: { ownerUrl: string }, text: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}
