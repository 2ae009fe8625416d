import type { Tx } from '../../platform/db/index.ts'
import { askFigures } from './ask-figures.ts'
import { type Table, tableOf } from './csv.ts'
import { readPeriod } from './period.ts'
import type { Pixels, RangeQuery } from './schema.ts'

/** What each pixel counted, and how many leads its visitors became. */
export async function readPixels(tx: Tx, query: RangeQuery): Promise<Pixels> {
  const asked = await readPeriod(tx, query)
  const [{ now, before }] = await askFigures<[Pick<Pixels, 'pixels' | 'times'>]>(
    tx,
    asked,
    'pixel_performance',
  )
  return { period: asked.period, ...now, before: before?.pixels ?? null }
}

export function pixelsTable({ pixels, times }: Pixels, table: 'pixels' | 'times'): Table {
  if (table === 'times')
    return tableOf('visits', ['starts', 'page_views', 'sessions', 'visitors', 'identified'], times)
  return tableOf(
    'pixels',
    ['pixel_id', 'name', 'page_views', 'sessions', 'visitors', 'identified', 'leads'],
    pixels,
  )
}
