import type { Tx } from '../../platform/db/index.ts'
import { createSegment } from './create-segment.ts'
import { findSegment } from './read-segment.ts'
import { MAX_NAME_LENGTH, type Segment } from './schema.ts'

const SUFFIX = ' (copy)'

/** A segment like it, of who asks; without its standing order, which spends. */
export async function duplicateSegment(tx: Tx, id: string, userId: string | null): Promise<Segment> {
  const { name, description, target, filters, folder } = await findSegment(tx, id)
  const copy = `${[...name]
    .slice(0, MAX_NAME_LENGTH - SUFFIX.length)
    .join('')
    .trimEnd()}${SUFFIX}`
  return createSegment(tx, { name: copy, description, target, filters, folder }, userId)
}
