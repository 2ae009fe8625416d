/** Closed lists and limits of segments, for pages that need no more of them: a schema brings all of zod. */

export const SEGMENT_TARGETS = ['audience', 'leads'] as const
export const SEGMENT_STATUSES = ['active', 'paused', 'archived'] as const
export const SEGMENT_SORTS = ['name', '-updated_at'] as const
export const CADENCES = ['daily', 'weekly', 'new'] as const
export const MAX_SEGMENTS = 500
export const MAX_NAME_LENGTH = 120
