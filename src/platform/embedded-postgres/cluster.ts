import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Account } from './account.ts'
import { program } from './binaries.ts'
import type { Place } from './place.ts'

const run = promisify(execFile)
export const SUPERUSER = 'assay'

/** Makes the cluster once. A crash in the middle leaves only a folder that the next start throws away. */
export async function ensureCluster(
  place: Place,
  account: Account,
  isDurable: boolean,
): Promise<{ password: string }> {
  const passwordFile = join(place.dir, 'postgres-password')
  if (!existsSync(place.cluster)) await create(place, account, passwordFile, isDurable)
  return { password: (await readFile(passwordFile, 'utf8')).trim() }
}

async function create(place: Place, account: Account, passwordFile: string, isDurable: boolean) {
  const partial = `${place.cluster}.partial`
  const handover = `${place.cluster}.password`
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { mode: 0o700 })
  const password = randomBytes(24).toString('hex')
  await rm(passwordFile, { force: true })
  await writeFile(passwordFile, password, { mode: 0o600 })
  await rm(handover, { force: true })
  await writeFile(handover, password, { mode: 0o600 })
  if (account) {
    await chown(partial, account.uid, account.gid)
    await chown(handover, account.uid, account.gid)
  }
  try {
    await run(
      program(place.native, 'initdb'),
      [
        ...['-D', partial, '-U', SUPERUSER, '--pwfile', handover, '--auth=scram-sha-256'],
        ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
        '--no-instructions',
        ...(isDurable ? [] : ['--no-sync']),
      ],
      { ...(account ?? {}), cwd: '/', env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' } },
    )
  } finally {
    await rm(handover, { force: true })
  }
  await rename(partial, place.cluster)
}
