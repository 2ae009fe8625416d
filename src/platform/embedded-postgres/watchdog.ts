import { type ChildProcess, spawn } from 'node:child_process'
import type { Account } from './account.ts'

/**
 * Postgres runs under a tiny shell that holds one end of a pipe whose other end only we hold. However we
 * die, the pipe closes and the shell stops Postgres, so no orphan stays. `read` is the wait; nothing is
 * ever written.
 */
const SHELL = `
exec 3<&0 </dev/null
"$@" 3<&- &
postgres=$!
(
  read -r _ <&3
  kill -INT $postgres 2>/dev/null
  tries=0
  while kill -0 $postgres 2>/dev/null && [ $tries -lt 20 ]; do sleep 1; tries=$((tries + 1)); done
  kill -QUIT $postgres 2>/dev/null
) &
watcher=$!
exec 3<&-
wait $postgres
status=$?
kill $watcher 2>/dev/null
exit $status
`

/** The same where there is no shell. */
const NODE = `
const [program, ...args] = process.argv.slice(1)
const postgres = require('node:child_process').spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] })
process.stdin.resume().on('end', () => postgres.kill()).on('error', () => postgres.kill())
postgres.on('exit', (code) => process.exit(code ?? 1))
`

/** Starts the program under the watchdog; `logFd` takes what it prints. Its own session keeps Ctrl-C away from it: we stop it last. */
export function spawnWatched(program: string, args: string[], account: Account, logFd: number): ChildProcess {
  const options = {
    stdio: ['pipe' as const, logFd, logFd],
    detached: true,
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', PGTZ: 'UTC' },
    ...(account ?? {}),
  }
  const child =
    process.platform === 'win32'
      ? spawn(process.execPath, ['-e', NODE, program, ...args], {
          ...options,
          cwd: undefined,
          windowsHide: true,
        })
      : spawn('/bin/sh', ['-c', SHELL, 'assay-postgres', program, ...args], options)
  child.unref()
  return child
}
