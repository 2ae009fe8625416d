import type { SegmentMove } from '../../schema.ts'

const events: Record<string, string> = {
  created: 'it was added',
  deleted: 'it was deleted',
  time: 'time passed',
}

/** Why a lead came or went: `because its status and score changed`. */
export function reasonOf({ fields }: Pick<SegmentMove, 'fields'>): string {
  const event = fields.map((field) => events[field]).find(Boolean)
  if (event) return `because ${event}`
  if (fields.length === 0) return ''
  const names = fields.map((field) => field.replaceAll('_', ' '))
  const last = names.pop() ?? ''
  return `because its ${names.length > 0 ? `${names.join(', ')} and ${last}` : last} changed`
}
