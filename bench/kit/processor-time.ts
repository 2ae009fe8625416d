import { readdirSync, readFileSync } from 'node:fs'

const TICK_US = 10_000 // of every Linux that Node runs on

/** Processor time a server's processes have used, those of it that ended too, µs; null where there is no /proc. */
export function serverProcessorTime(backendPid: number): number | null {
  try {
    const postmaster = statOf(backendPid).parent
    const processes = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => {
        try {
          return { pid: Number(name), ...statOf(Number(name)) }
        } catch {
          return null // it ended meanwhile
        }
      })
    return processes.reduce((sum, process) => {
      if (process?.pid === postmaster) return sum + process.ownUs + process.childrenUs
      return process?.parent === postmaster ? sum + process.ownUs : sum
    }, 0)
  } catch {
    return null
  }
}

/** This process's, µs. */
export function ownProcessorTime(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

function statOf(pid: number) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const us = (n: number) => Number(fields[n]) * TICK_US
  return { parent: Number(fields[1]), ownUs: us(11) + us(12), childrenUs: us(13) + us(14) }
}
