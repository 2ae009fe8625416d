/** A partner is known by a name that only this workspace has for it. */
export function stockName(stock: string): string {
  return stock === 'audience' ? 'The audience' : `Partner ${stock.slice(0, 6)}`
}
