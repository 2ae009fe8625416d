export { useBuyCredits } from './buy-request.ts'
export { creditsInWords, formatMoney } from './money.ts'
export { useBalance } from './use-balance.ts'
