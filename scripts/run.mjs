import { spawn } from 'node:child_process'
import { root } from './root.mjs'

/** Runs a program to its end; resolves to its exit code. */
export function run(program, args, { env = {}, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
      ...options,
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1)))
  })
}

/** Runs a JavaScript file of a package with this Node. */
export function runNode(file, args, options) {
  return run(process.execPath, [file, ...args], options)
}
