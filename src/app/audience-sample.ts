import { parseArgs } from 'node:util'
import { writeSample } from '../features/audience/index.ts'

const USAGE = `npm run audience:sample -- --rows N [--out FILE] [--seed N] [--until DAY]

  --rows N     how many people, 1 to 100,000,000
  --out FILE   a .parquet or .csv file; audience-N.parquet without it
  --seed N     other people for another number; 1 without it
  --until DAY  the latest day somebody was seen, such as 2026-11-01; today without it
`
const MAX_ROWS = 100_000_000

/** `npm run audience:sample`: writes made-up people into a file; resolves to the exit code. */
export async function sampleCommand(args: string[]): Promise<number> {
  const options = readOptions(args)
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n\n${USAGE}`)
    return 2
  }
  const { file, ...population } = options
  const start = performance.now()
  await writeSample(population, file)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  process.stdout.write(`${population.rows.toLocaleString('en')} people in ${file}, made in ${seconds} s\n`)
  return 0
}

function readOptions(args: string[]) {
  const text = { type: 'string' } as const
  let values: { rows?: string; out?: string; seed?: string; until?: string }
  try {
    values = parseArgs({ args, options: { rows: text, out: text, seed: text, until: text } }).values
  } catch (error) {
    return (error as Error).message
  }
  const rows = Number(values.rows)
  const seed = Number(values.seed ?? 1)
  const until = values.until ?? new Date().toISOString().slice(0, 10)
  if (!Number.isInteger(rows) || rows < 1 || rows > MAX_ROWS)
    return 'Say with --rows how many people to make.'
  if (!Number.isInteger(seed) || seed < 0 || seed > 1_000_000)
    return '--seed is a whole number up to 1,000,000.'
  if (!/^\d{4}-\d\d-\d\d$/.test(until) || Number.isNaN(Date.parse(until)))
    return '--until is a day such as 2026-11-01.'
  const file = values.out ?? `audience-${rows}.parquet`
  if (!/\.(parquet|csv)$/i.test(file)) return '--out is a file whose name ends in .parquet or .csv.'
  return { rows, seed, until, file }
}
