import type { Answer, RequestOptions, TestApp, TestWorld } from '../../../../test/harness/index.ts'
import { addPerson, type Person } from '../../../../test/people.ts'

/** Kit of the import tests: a person with an app, and uploads as a browser sends them. */
export interface ImportKit {
  person: Person
  upload(csv: string | Buffer, fields?: Record<string, string>, options?: UploadOptions): Promise<Answer>
  get(path: string, as?: Person): Promise<Answer>
  /** Rows of a table, read behind row-level security. */
  rows(sql: string, ...values: unknown[]): Promise<Record<string, unknown>[]>
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

/** Makes the person's workspace an approved partner. */
export async function makePartner(world: TestWorld, { workspaceId }: Person, status = 'approved') {
  await world.db.system.query('select 1')
  const owner = new (await import('pg')).default.Client(world.ownerUrl)
  await owner.connect()
  await owner.query(
    `insert into partners (workspace_id, company, status) values ($1, 'Fixture Data', $2)
     on conflict (workspace_id) do update set status = excluded.status`,
    [workspaceId, status],
  )
  await owner.end()
}
