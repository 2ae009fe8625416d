const words: Record<string, string> = {
  insufficient_credits: 'It paused because the credits ran out. Buy credits, then let it go on.',
  spend_cap: 'It paused because the spend cap of the month was reached. Raise it, then let it go on.',
  wallet_frozen: 'It paused because spending was stopped. Allow it again, then let it go on.',
  unsupported_filter:
    'It paused because the audience cannot be asked these rules any more. Change them, then let it go on.',
}

/** Why an order paused by itself and what to do. */
export function pauseWords(reason: string): string {
  return words[reason] ?? `It paused by itself: ${reason.replaceAll('_', ' ')}.`
}
