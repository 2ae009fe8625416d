/** Words and limits of pixels; both halves take them. */

export const PIXEL_STATUSES = ['active', 'paused'] as const
export const CONSENT_MODES = ['off', 'cookieless', 'full'] as const
export const ADDRESS_MODES = ['shortened', 'hashed', 'none'] as const
export const PIXEL_STATES = ['waiting', 'live', 'silent', 'paused'] as const
export const DROP_REASONS = [
  ...(['bot', 'internal', 'country', 'path', 'repeated'] as const),
  ...(['clock', 'consent', 'domain', 'paused'] as const),
] as const

/** What a diagnosis looks at, in this order. */
export const FINDING_CODES = [
  ...(['paused', 'consent', 'reachable', 'domain'] as const),
  ...(['script', 'key', 'csp', 'dropped'] as const),
] as const

/** Of one workspace. */
export const MAX_PIXELS = 100
export const MAX_RETENTION_DAYS = 730
/** A visitor counts as on the site this long after its last event. */
export const ONLINE_MINUTES = 5
