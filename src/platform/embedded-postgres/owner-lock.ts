import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * One process owns a data folder at a time. The lock names the process by id and start time, since ids are
 * used again (in a container nearly always).
 */
export async function takeOwnership(dir: string): Promise<() => Promise<void>> {
  const file = join(dir, 'owner.json')
  const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid) })
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await writeFile(file, mine, { flag: 'wx' })
      return () => rm(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const owner = parse(await readFile(file, 'utf8').catch(() => ''))
    if (owner && isAlive(owner.pid) && startOf(owner.pid) === owner.started) {
      throw new Error(
        `Another Assay (process ${owner.pid}) uses ${dir}. Stop it, choose another DATA_DIR, or share a database by DATABASE_URL`,
      )
    }
    await rm(file, { force: true })
  }
  throw new Error(`Could not take ${file}`)
}

function parse(text: string): { pid: number; started: string } | null {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Something that differs when the id is used again: ticks since boot on Linux, the start time elsewhere. */
function startOf(pid: number): string {
  try {
    if (existsSync('/proc/self/stat')) {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[19] ?? ''
    }
    if (process.platform === 'win32') return ''
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)])
      .toString()
      .trim()
  } catch {
    return ''
  }
}

/** The command line of a process, empty when unknown. */
export function commandOf(pid: number): string {
  try {
    if (existsSync('/proc/self/cmdline')) {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    }
    if (process.platform === 'win32') return 'postgres'
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)]).toString()
  } catch {
    return ''
  }
}
