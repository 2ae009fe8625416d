import { jsonText } from './copy-line.ts'
import type { RowProblem } from './problems.ts'

const MAX_VALUE_CHARS = 200
const MAX_MESSAGE_CHARS = 500
const FIRST_BYTES = 16_384
/** UTF-8 never takes more for one UTF-16 unit. */
const MAX_BYTES_A_CHAR = 3

/** Problems of a batch in the order they were found, as the bytes of their JSON, for the reason StagedLeads has. */
export class StagedProblems {
  /** The line of each problem, and whether its row was rejected. */
  readonly lines: number[] = []
  readonly rejected: boolean[] = []
  private readonly ends: number[] = []
  private bytes: Buffer = Buffer.alloc(0)
  private used = 0

  add(problem: RowProblem): void {
    const text = problemText(problem)
    this.makeRoom(text.length * MAX_BYTES_A_CHAR)
    this.used += this.bytes.write(text, this.used)
    this.ends.push(this.used)
    this.lines.push(problem.line)
    this.rejected.push(problem.rejected)
  }

  get count(): number {
    return this.lines.length
  }

  /** JSON of one problem. */
  text(index: number): string {
    return this.bytes.toString('utf8', this.ends[index - 1] ?? 0, this.ends[index])
  }

  private makeRoom(bytes: number): void {
    if (this.used + bytes <= this.bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(FIRST_BYTES, this.bytes.length * 2, this.used + bytes))
    this.bytes.copy(larger, 0, 0, this.used)
    this.bytes = larger
  }
}

/** The problem as it is kept. */
export function problemText(problem: RowProblem): string {
  return jsonText({
    ...problem,
    message: problem.message.slice(0, MAX_MESSAGE_CHARS),
    value: problem.value?.slice(0, MAX_VALUE_CHARS) ?? null,
  })
}
