import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { createImportKit, type ImportKit } from './import-kit.test-kit.ts'

let world: TestWorld
let app: TestApp
let kit: ImportKit

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
})
beforeEach(async () => {
  kit = await createImportKit(world, app)
})
afterAll(() => world?.dispose())

const NOTE = 'x'.repeat(2_000)
/** Over the size that stays in memory, with few rows so that importing them is quick. */
const large = (header = 'Email') =>
  `${header},Notes\n${Array.from({ length: 2_500 }, (_, i) => `p${i}@acme.example,${NOTE}`).join('\n')}\n`

/** A multipart body by hand, so that it can be cut and ordered at will. */
function multipart(parts: [name: string, value: string, fileName?: string][]): {
  head: Record<string, string>
  body: string
} {
  const body = parts.map(([name, value, fileName]) => {
    const file = fileName === undefined ? '' : `; filename="${fileName}"`
    return `--cut\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`
  })
  return {
    head: { 'Content-Type': 'multipart/form-data; boundary=cut' },
    body: `${body.join('')}--cut--\r\n`,
  }
}

const left = () =>
  kit.rows(
    `select (select count(*) from imports where workspace_id = $1) as imports,
      (select count(*) from import_chunks where workspace_id = $1) as chunks`,
    kit.person.workspaceId,
  )

it('is kept in pieces while it arrives and imported by a worker', async () => {
  const { status, body } = await kit.upload(large())
  expect([status, Object.keys(body)]).toEqual([202, ['import_id']])
  expect(await kit.ended(body.import_id)).toMatchObject({ status: 'finished', rows: 2_500, imported: 2_500 })
  expect(await left()).toEqual([{ imports: 1, chunks: 0 }])
})

it('may have its options behind the file', async () => {
  const { head, body } = multipart([
    ['file', large('Wo'), 'x.csv'],
    ['mapping', '{"Wo":"email","Notes":null}'],
  ])
  const { status, body: answer } = await app.client.request('POST', '/api/leads/imports', {
    body,
    headers: head,
    cookie: kit.person.cookie,
  })
  expect(status).toBe(202)
  expect(await kit.ended(answer.import_id)).toMatchObject({ status: 'finished', imported: 2_500 })
})

it('leaves nothing when it is refused', async () => {
  expect((await kit.upload(large('Company').replaceAll('@', ' '))).status).toBe(422)
  expect((await kit.upload(large(), { on_duplicate: 'explode' })).status).toBe(422)
  expect(await left()).toEqual([{ imports: 0, chunks: 0 }])
})

it('leaves nothing when the sender goes away', async () => {
  const { head, body } = multipart([['file', large(), 'x.csv']])
  const half = Buffer.from(body.slice(0, body.length - 100_000))
  const cut = new ReadableStream({
    start(controller) {
      controller.enqueue(half)
      setTimeout(() => controller.error(new Error('gone')), 300)
    },
  })
  const init = { method: 'POST', body: cut, headers: { ...head, Cookie: kit.person.cookie }, duplex: 'half' }
  await expect(fetch(`${app.url}/api/leads/imports`, init as RequestInit)).rejects.toThrow()
  await expect.poll(left, { timeout: 5_000 }).toEqual([{ imports: 0, chunks: 0 }])
})
