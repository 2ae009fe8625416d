export { useBalance } from './balance/use-balance.ts'
export { useBuyCredits } from './buying/buy-request.ts'
export { creditsInWords, formatMoney } from './money.ts'
