import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { type Account, canEnter } from './account.ts'
import { findBinaries } from './binaries.ts'

/** Where root puts what the postgres user cannot reach elsewhere. */
const SHARED = '/var/lib/assay'

export interface Place {
  /** Folder with bin/, lib/ and share/. */
  native: string
  /** Ours: lock, password, log, and the cluster in `cluster`. */
  dir: string
  cluster: string
}

/** Picks folders the server's user can enter: the wanted ones, or a place under /var/lib when it cannot (a clone in root's home). */
export async function choosePlace(wantedDir: string, account: Account): Promise<Place> {
  const wanted = resolve(wantedDir)
  const found = await findBinaries()
  const native = canEnter(account, found) ? found : await copyBinaries(found)
  await mkdir(wanted, { recursive: true })
  const dir = canEnter(account, wanted) ? wanted : await sharedFolder(`data-${hash(wanted)}`)
  return { native, dir, cluster: join(dir, 'postgres') }
}

async function sharedFolder(name: string): Promise<string> {
  const folder = join(SHARED, name)
  await mkdir(folder, { recursive: true })
  await chmod(SHARED, 0o755)
  await chmod(folder, 0o755)
  return folder
}

async function copyBinaries(native: string): Promise<string> {
  const name = `${basename(dirname(native))}-${hash(native)}`
  const target = join(SHARED, name)
  if (existsSync(target)) return target
  const partial = await sharedFolder(`${name}.${process.pid}`)
  await cp(native, partial, { recursive: true, verbatimSymlinks: true })
  // Two starts may copy at once; whoever is second finds the folder there and drops its own.
  await rename(partial, target).catch(() => rm(partial, { recursive: true, force: true }))
  return target
}

function hash(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12)
}
