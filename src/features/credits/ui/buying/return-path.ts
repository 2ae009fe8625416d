/** The search parameters that a payment page sends the buyer back with. */
const RETURN_PARAMS = ['checkout', 'checkout_result'] as const

const MAX_LENGTH = 500

/** The page somebody pays from, as a path to come back to. A search too long to carry is left behind. */
export function returnPath({ pathname, search }: { pathname: string; search: string }): string {
  const params = new URLSearchParams(search)
  for (const name of RETURN_PARAMS) params.delete(name)
  const query = params.size > 0 ? `?${params}` : ''
  const whole = `${pathname}${query}`
  if (whole.length <= MAX_LENGTH) return whole
  return pathname.length <= MAX_LENGTH ? pathname : '/credits'
}
