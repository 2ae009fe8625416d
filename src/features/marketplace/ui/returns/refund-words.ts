import { formatCredits, formatDate } from '../../../../ui/format.ts'
import type { ReturnTerms } from '../../schema.ts'
import { grantWords } from './words.ts'

type Source = ReturnTerms['sources'][number]

const hundredths = (credits: number) => Math.round(credits * 100)

/** Which grants this much goes back to: the first of the sources until they are full. */
export function sharesOf(credits: number, sources: readonly Source[]): Source[] {
  let left = hundredths(credits)
  return sources.flatMap((source) => {
    const share = Math.min(left, hundredths(source.credits))
    left -= share
    return share > 0 ? [{ ...source, credits: share / 100 }] : []
  })
}

/** "2.00 of them are promotional credits that expired on Nov 3, 2026, so they lapse again at once." */
export function lapseWords(shares: readonly Source[], now = Date.now()): string[] {
  return shares.flatMap(({ kind, credits, expires_at }) => {
    if (expires_at === null) return []
    const what = `${formatCredits(credits)} of them are ${grantWords[kind]} credits that`
    return Date.parse(expires_at) <= now
      ? [`${what} expired on ${formatDate(expires_at)}, so they lapse again at once.`]
      : [`${what} expire on ${formatDate(expires_at)}, as before.`]
  })
}
