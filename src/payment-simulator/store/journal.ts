import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

/** One changed thing: kind, id, its new value or null when it is gone. */
export type Change = [kind: string, id: string, value: unknown]

/** An append-only file, one transaction a line. */
export class Journal {
  readonly #path: string
  #file: number
  #size: number

  private constructor(path: string, file: number, size: number) {
    this.#path = path
    this.#file = file
    this.#size = size
  }

  /** Opens the file and hands over what it holds. A last line that was not finished never happened. */
  static open(dir: string, replay: (changes: Change[]) => void): { journal: Journal; lines: number } {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    const path = join(dir, 'journal.jsonl')
    const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
    let [start, lines] = [0, 0]
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      const changes = parse(bytes.toString('utf8', start, end))
      if (!changes && end < bytes.length - 1) throw new Error(`${path} is damaged at line ${lines + 1}`)
      if (!changes) break
      replay(changes)
      lines++
      start = end + 1
    }
    const file = openSync(path, 'a', 0o600)
    if (start < bytes.length) ftruncateSync(file, start)
    return { journal: new Journal(path, file, start), lines }
  }

  /** Whole or not at all: what a full disk cut off is taken back. */
  append(changes: Change[]) {
    const line = Buffer.from(`${JSON.stringify(changes)}\n`)
    try {
      for (let done = 0; done < line.length; ) done += writeSync(this.#file, line, done)
    } catch (error) {
      ftruncateSync(this.#file, this.#size)
      throw error
    }
    this.#size += line.length
  }

  /** Replaces the history by what it came to. */
  rewrite(changes: Iterable<Change>) {
    const next = `${this.#path}.next`
    const file = openSync(next, 'w', 0o600)
    let size = 0
    for (const change of changes) size += writeSync(file, `${JSON.stringify([change])}\n`)
    fsyncSync(file)
    closeSync(file)
    closeSync(this.#file)
    renameSync(next, this.#path)
    this.#file = openSync(this.#path, 'a', 0o600)
    this.#size = size
  }

  close() {
    closeSync(this.#file)
  }
}

function parse(line: string): Change[] | null {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
