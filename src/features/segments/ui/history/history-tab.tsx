import type { Segment } from '../../schema.ts'
import { CountsPanel } from './counts-panel.tsx'
import { MovesPanel } from './moves-panel.tsx'

/** How many matched on each day, and who came and went. */
export function HistoryTab({ segment }: { segment: Segment }) {
  return (
    <>
      <CountsPanel segment={segment} />
      {segment.target === 'leads' ? <MovesPanel segmentId={segment.id} /> : null}
    </>
  )
}
