import { plural } from '../../../../ui/index.ts'
import type { CreditUsage } from '../../schema.ts'

/** By which days it is told how long credits last. */
export const PACE_DAYS = '30'

/** How long the credits last as they went in the last thirty days. */
export function paceWords({ days_left }: CreditUsage['pace']): string {
  if (days_left === null) return `None spent in ${PACE_DAYS} days`
  if (days_left > 3650) return 'More than ten years at this pace'
  return `${plural(days_left, 'day')} at this pace`
}
