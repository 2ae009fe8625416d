import type { Cadence, SegmentStatus, SegmentTarget } from '../schema.ts'

export const targetWords: Record<SegmentTarget, string> = { audience: 'Audience', leads: 'Your leads' }
export const statusWords: Record<SegmentStatus, string> = {
  active: 'Active',
  paused: 'Paused',
  archived: 'Archived',
}
export const statusTones = { active: 'good', paused: 'warn', archived: 'neutral' } as const

export const cadenceWords: Record<Cadence, string> = {
  daily: 'Daily',
  weekly: 'Weekly',
  new: 'When new',
}
