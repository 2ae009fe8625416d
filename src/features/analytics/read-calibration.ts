import type { Tx } from '../../platform/db/index.ts'
import { askFigures } from './ask-figures.ts'
import { type Table, tableOf } from './csv.ts'
import { readPeriod } from './period.ts'
import type { Calibration, RangeQuery } from './schema.ts'

type Decile = Calibration['deciles'][number]
type Row = Omit<Decile, 'from' | 'to'> & { decile: number }

const DECILES = Array.from({ length: 10 }, (_, decile) => decile)
const NOTHING = { leads: 0, contacted: 0, bounced: 0, returned: 0, engaged: 0, qualified: 0, won: 0 }

/** Whether the score keeps what it promises: what became of leads, by the score with which they came. */
export async function readCalibration(tx: Tx, query: RangeQuery): Promise<Calibration> {
  const asked = await readPeriod(tx, query)
  const [{ now, before }] = await askFigures<[Row[]]>(tx, asked, 'score_calibration')
  return { period: asked.period, deciles: decilesOf(now), before: before && decilesOf(before) }
}

function decilesOf(rows: Row[]): Decile[] {
  return DECILES.map((decile) => {
    const { decile: _, ...counts } = rows.find((row) => row.decile === decile) ?? { decile, ...NOTHING }
    // the last one has eleven scores, so that 100 is somewhere
    return { from: decile * 10, to: decile === 9 ? 100 : decile * 10 + 9, ...counts }
  })
}

export function calibrationTable({ deciles }: Calibration): Table {
  return tableOf(
    'calibration',
    ['from', 'to', ...(Object.keys(NOTHING) as (keyof typeof NOTHING)[])],
    deciles,
  )
}
