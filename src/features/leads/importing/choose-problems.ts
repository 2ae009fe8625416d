import type { PreparedBatch } from './problems.ts'
import { problemText } from './staged-problems.ts'

export interface ChosenProblems {
  /** JSON of each problem to keep, in the order of the lines. */
  texts: string[]
  /** Warnings of the batch, kept or not. */
  warnings: number
}

/**
 * What is kept of a batch's problems: every rejection, and as many warnings as there is room for. Suppressed rows
 * become rejected ones, and nothing of such a person is kept, not even what a warning would show.
 * @param suppressed positions among the batch's leads
 */
export function chooseProblems(
  { problems, lines }: PreparedBatch,
  suppressed: readonly number[],
  roomForWarnings: number,
): ChosenProblems {
  const suppressedLines = new Set(suppressed.map((n) => lines[n] ?? 0))
  const chosen = [...suppressedLines].map((line) => ({ line, text: suppressedText(line) }))
  let warnings = 0
  for (let index = 0; index < problems.count; index++) {
    const line = problems.lines[index] ?? 0
    if (suppressedLines.has(line)) continue
    if (!problems.rejected[index] && ++warnings > roomForWarnings) continue
    chosen.push({ line, text: problems.text(index) })
  }
  if (suppressedLines.size > 0) chosen.sort((a, b) => a.line - b.line)
  return { texts: chosen.map(({ text }) => text), warnings }
}

function suppressedText(line: number): string {
  return problemText({
    line,
    column: null,
    code: 'suppressed',
    message: 'This person must not be contacted and is never imported.',
    value: null,
    rejected: true,
    cells: null,
  })
}
