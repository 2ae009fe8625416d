import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { asOwner } from '../../../../test/harness/as-owner.ts'
import { createTestWorld, type TestWorld } from '../../../../test/harness/index.ts'
import { manifestFile, versionDir } from '../local/load/layout.ts'
import { loadSample } from './load-sample.ts'

let world: TestWorld
let dataDir: string

beforeAll(async () => {
  world = await createTestWorld()
  dataDir = await mkdtemp(join(tmpdir(), 'assay-sample-'))
})
afterAll(async () => {
  await world.dispose()
  await rm(dataDir, { recursive: true, force: true })
})

const load = () =>
  loadSample({ db: world.db, dataDir, log: world.log, people: 300, signal: new AbortController().signal })
const versions = () =>
  asOwner(world, `select id, files from audience_versions where status = 'ready' order by id`)

it('makes people up once, and again only where the program cannot read those it made', async () => {
  await load()
  await load()
  const [first, ...others] = await versions()
  expect(others).toEqual([])
  const path = manifestFile(versionDir(dataDir, first.id))
  const manifest = JSON.parse(await readFile(path, 'utf8'))
  await writeFile(path, JSON.stringify({ ...manifest, format: manifest.format - 1 }))
  await load()
  expect(await versions()).toHaveLength(2)
  await load()
  expect(await versions()).toHaveLength(2)
})

it('never in place of people that somebody loaded', async () => {
  await asOwner(world, `update audience_versions set files = '{people.csv}'`)
  await rm(join(dataDir, 'audience'), { recursive: true })
  await load()
  expect(await versions()).toHaveLength(2)
})
