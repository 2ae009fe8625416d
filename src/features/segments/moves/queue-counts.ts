import type { Tx } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'

export const KEEP_COUNTS = 'segments.keep_counts'

/** Counts soon what segments of the audience were not counted yet. */
export async function queueCounts(tx: Tx): Promise<void> {
  await enqueue(tx, KEEP_COUNTS, {}, { key: KEEP_COUNTS })
}
