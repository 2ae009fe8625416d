import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname, parse, resolve } from 'node:path'

/** The user Postgres runs as; null means ourselves. */
export type Account = { uid: number; gid: number } | null

/** Postgres refuses to run as root, so root hands it to the `postgres` user, made when missing. */
export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return null
  const found = lookUp()
  if (found) return found
  execFileSync('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/bin/false',
    'postgres',
  ])
  const created = lookUp()
  if (!created) throw new Error('Postgres does not run as root, and the user postgres could not be made')
  return created
}

function lookUp(): Account {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: 'pipe' }).toString())
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return null
  }
}

/** Whether the account may enter `folder`, which takes the right to enter every folder above it. */
export function canEnter(account: Account, folder: string): boolean {
  if (!account) return true
  for (let current = resolve(folder); ; current = dirname(current)) {
    const stat = statSync(current, { throwIfNoEntry: false })
    if (stat && !mayEnter(account, stat)) return false
    if (current === parse(current).root) return true
  }
}

function mayEnter(
  { uid, gid }: { uid: number; gid: number },
  stat: { uid: number; gid: number; mode: number },
) {
  if (stat.uid === uid) return (stat.mode & 0o100) !== 0
  if (stat.gid === gid) return (stat.mode & 0o010) !== 0
  return (stat.mode & 0o001) !== 0
}
