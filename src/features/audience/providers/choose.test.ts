import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../../../../test/harness/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { startFakeAudienceLab } from './audiencelab/fake-audiencelab.test-kit.ts'
import { providerOf } from './choose.ts'

let world: TestWorld
let platform: Platform

beforeAll(async () => {
  world = await createTestWorld()
  ;({ platform } = await world.startApp())
})
afterAll(() => world?.dispose())

it('is what was loaded here without a key of AudienceLab, the same for every asker', () => {
  const provider = providerOf(platform)
  expect(provider.name).toBe('local')
  expect(providerOf(platform)).toBe(provider)
})

it('is AudienceLab with a key, until the app stops', async () => {
  const fake = await startFakeAudienceLab(150)
  const stop = new AbortController()
  const audienceLab = { apiKey: 'al-test-key-1', apiBase: fake.url }
  const provider = providerOf({
    ...{ ...platform, shutdown: stop.signal },
    config: { ...platform.config, audienceLab },
  })
  expect(provider.name).toBe('audiencelab')
  expect(await provider.version()).toEqual({ id: 'audiencelab', people: null, loaded_at: null })
  const everybody = { filter: {}, workspaceId: crypto.randomUUID() }
  expect(await provider.count(everybody)).toEqual({ count: 150, net_new: null })
  stop.abort()
  await expect(provider.count({ ...everybody, filter: { states: ['US-CA'] } })).rejects.toMatchObject({
    name: 'AbortError',
  })
  await fake.stop()
})
