/** Minor units and an ISO code as people read them: `6000`, `usd` -> `$60.00`. */
export function formatMoney(cents: number, currency: string): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(cents / 100)
}
