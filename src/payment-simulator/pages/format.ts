/** How many digits a currency has behind the point. */
export function digitsOf(currency: string): number {
  return (
    new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
    2
  )
}

/** An amount in the currency's smallest unit, for people. */
export function formatMoney(amount: number, currency: string): string {
  const digits = digitsOf(currency)
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(amount / 10 ** digits)
}

export function formatTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
