import Stripe from 'stripe'

export interface StripeSettings {
  secretKey: string
  /** Signs the webhooks we are sent. */
  webhookSecret: string
  /** Origin of the API; null: Stripe's own. */
  apiBase: string | null
  /** No money moves: people are told so. */
  isSimulated: boolean
}

const TIMEOUT_MS = 20_000
const RETRIES = 2

/** A client of Stripe's API, or of a server that speaks it. Sends no telemetry. */
export function createStripe({ secretKey, apiBase }: StripeSettings): Stripe {
  return new Stripe(secretKey, {
    ...(apiBase ? placeOf(apiBase) : {}),
    ...{ timeout: TIMEOUT_MS, maxNetworkRetries: RETRIES, telemetry: false },
  })
}

function placeOf(apiBase: string): { host: string; port: number; protocol: 'http' | 'https' } {
  const { hostname, port, protocol } = new URL(apiBase)
  const isPlain = protocol === 'http:'
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (isPlain ? 80 : 443),
    protocol: isPlain ? 'http' : 'https',
  }
}
