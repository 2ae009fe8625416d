/** Credits, checked by `creditAmount`, as the whole hundredths the database keeps. */
export function toHundredths(credits: number): number {
  return Math.round(credits * 100)
}

/** Hundredths of the database as credits. */
export function toCredits(hundredths: number): number {
  return hundredths / 100
}
