import pg from 'pg'
import type { Answer, RequestOptions, TestApp, TestWorld } from '../../../../test/harness/index.ts'
import { addPerson, type Person } from '../../../../test/people.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests read rows freely and assert what they read
export type Row = any

/** Kit of the import tests: a person with an app, and uploads as a browser sends them. */
export interface ImportKit {
  person: Person
  upload(csv: string | Buffer, fields?: Record<string, string>, options?: UploadOptions): Promise<Answer>
  get(path: string, as?: Person): Promise<Answer>
  /** Rows of a table, read behind row-level security. */
  rows(sql: string, ...values: unknown[]): Promise<Row[]>
  /** Waits for a job's import to end and answers it. */
  ended(importId: string): Promise<Record<string, unknown>>
}

export interface UploadOptions extends RequestOptions {
  path?: string
  as?: Person
  fileName?: string
}

export async function createImportKit(world: TestWorld, app: TestApp): Promise<ImportKit> {
  const person = await addPerson(world)
  const get: ImportKit['get'] = (path, as = person) => app.client.request('GET', path, { cookie: as.cookie })
  return {
    person,
    get,
    upload(csv, fields = {}, options = {}) {
      const { path = '/api/leads/imports', as = person, fileName = 'leads.csv', ...rest } = options
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.append(name, value)
      body.append('file', new Blob([typeof csv === 'string' ? csv : new Uint8Array(csv)]), fileName)
      return app.client.request('POST', path, { body, cookie: as.cookie, ...rest })
    },
    rows: async (sql, ...values) => (await world.db.system.query(sql, values)).rows,
    async ended(importId) {
      for (;;) {
        const { body } = await get(`/api/leads/imports/${importId}`)
        if (!['queued', 'running'].includes(body.status)) return body
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
  }
}

/** Makes the person's workspace a partner, past the operator. */
export async function makePartner(
  world: TestWorld,
  { workspaceId }: Person,
  status: 'applied' | 'approved' | 'suspended' = 'approved',
): Promise<void> {
  await asOwner(
    world,
    `insert into partners (workspace_id, company, status) values ($1, 'Fixture Data', $2)
     on conflict (workspace_id) do update set status = excluded.status`,
    workspaceId,
    status,
  )
}

/** A statement as the owner of the database. */
export async function asOwner(world: TestWorld, sql: string, ...values: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: world.ownerUrl })
  await client.connect()
  try {
    return (await client.query(sql, values)).rows
  } finally {
    await client.end()
  }
}
