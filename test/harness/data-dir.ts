import { execFile } from 'node:child_process'
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export type Seed = 'none' | 'demo'

/** The environment variable that names an installation's data folder, which tests copy. */
export const installedAt = (seed: Seed) => `ASSAY_TEST_DATA_${seed.toUpperCase()}`

/** A data folder as a first start and a stop leave it; an empty one where nothing was installed. */
export async function installedDataDir(seed: Seed): Promise<string> {
  const dir = await newDataDir()
  const installed = process.env[installedAt(seed)]
  // cp keeps the owner of the cluster, which is the postgres user when the tests run as root
  if (installed !== undefined) await promisify(execFile)('cp', ['-a', `${installed}/.`, dir])
  return dir
}

/** An empty folder that the postgres user may enter when the tests run as root. */
export async function newDataDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'assay-app-'))
  await chmod(dir, 0o755)
  return dir
}
