import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestWorld, type TestWorld } from '../../../../test/harness/index.ts'
import { addPerson } from '../../../../test/people.ts'
import { versionDir } from './load/layout.ts'
import { loadPeople } from './load/load-people.ts'
import { type LocalAudience, localAudience } from './local-audience.ts'
import type { PlainPerson } from './plain-people.test-kit.ts'

export interface LocalWorld {
  world: TestWorld
  audience: LocalAudience
  dataDir: string
  /** Loads people as a new version and makes it the active one; answers its id. */
  activate(people: PlainPerson[]): Promise<string>
  newWorkspace(): Promise<string>
  /** Another process, as far as memory goes. */
  another(idleMs?: number): LocalAudience
  dispose(): Promise<void>
}

export async function openLocalWorld(): Promise<LocalWorld> {
  const world = await createTestWorld()
  const dataDir = await mkdtemp(join(tmpdir(), 'assay-audience-'))
  const opened = [localAudience(world.db, dataDir)]
  return {
    world,
    audience: opened[0] as LocalAudience,
    dataDir,
    async activate(people) {
      const id = randomUUID()
      const report = await load(world, dataDir, id, people)
      if (report.people !== people.length)
        throw new Error(`${people.length - report.people} people were left out`)
      await world.db.system.query(
        `insert into audience_versions (id, status, files, people, ready_at, activated_at)
         values ($1, 'ready', '{people.csv}', $2, now(), clock_timestamp())`,
        [id, people.length],
      )
      return id
    },
    newWorkspace: async () => (await addPerson(world)).workspaceId,
    another(idleMs) {
      const audience = localAudience(world.db, dataDir, idleMs)
      opened.push(audience)
      return audience
    },
    async dispose() {
      await Promise.all(opened.map((audience) => audience.close()))
      await world.dispose()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function load({ db }: TestWorld, dataDir: string, id: string, people: PlainPerson[]) {
  const columns = Object.keys(people[0] ?? {}).filter((name) => name !== 'id') as (keyof PlainPerson)[]
  const lines = people.map((person) => columns.map((column) => `"${person[column] ?? ''}"`).join(','))
  const path = join(dataDir, `${id}.csv`)
  await writeFile(path, [columns.join(','), ...lines, ''].join('\n'))
  const { rows } = await db.system.query<{ key: Buffer }>('select identity_key() as key')
  return loadPeople({
    ...{ id, dir: versionDir(dataDir, id), files: [{ path, name: 'people.csv' }] },
    identityKey: rows[0]?.key as Buffer,
    removed: nobody(),
    onProgress: () => {},
    signal: new AbortController().signal,
  })
}

async function* nobody(): AsyncGenerator<bigint[]> {}
