import { formatCount, formatCredits } from '../../../ui/format.ts'

/** Cents as the API gives them -> `$200.00`. */
export function formatMoney(cents: number, currency: string): string {
  return moneyFormat(currency, 2).format(cents / 100)
}

/** What one credit costs -> `$0.35`; up to four decimals, for it is rarely a round number. */
export function formatUnitPrice(cents: number, currency: string): string {
  return moneyFormat(currency, 4).format(cents / 100)
}

/** Credits on a button or a card: `500 credits`, `12.50 credits`, `1 credit`. */
export function creditsInWords(credits: number): string {
  const number = Number.isInteger(credits) ? formatCount(credits) : formatCredits(credits)
  return `${number} ${credits === 1 ? 'credit' : 'credits'}`
}

function moneyFormat(currency: string, maximumFractionDigits: number) {
  const style = { style: 'currency', currency: currency.toUpperCase() } as const
  return new Intl.NumberFormat('en-US', { ...style, minimumFractionDigits: 2, maximumFractionDigits })
}

/** An amount as a person types it, `1,200.50` or `50`; null when it is none. At most two decimals count. */
export function parseAmount(text: string): number | null {
  const plain = text.replaceAll(/[\s,]/g, '')
  return /^\d{1,9}(\.\d{1,2})?$/.test(plain) ? Number(plain) : null
}
