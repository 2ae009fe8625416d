import { rm } from 'node:fs/promises'
import { installedAt, newDataDir, type Seed } from './data-dir.ts'
import { spawnApp } from './spawn-app.ts'

/**
 * Lets the built program fill a data folder once for all tests of a project: making the cluster, its tables and the
 * demo world takes longer than most of what is then tested.
 */
export async function installOnce(seeds: readonly Seed[]): Promise<() => Promise<void>> {
  const made: string[] = []
  for (const seed of seeds) {
    const dataDir = await newDataDir()
    made.push(dataDir)
    const app = await spawnApp({ dataDir, env: { SEED: seed } })
    const code = await app.kill('SIGTERM')
    if (code !== 0) throw new Error(`A first start ended with ${code}:\n${app.output()}`)
    process.env[installedAt(seed)] = dataDir
  }
  return async () => {
    for (const dir of made) await rm(dir, { recursive: true, force: true })
  }
}
