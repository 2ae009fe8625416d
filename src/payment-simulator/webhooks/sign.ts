import { createHmac } from 'node:crypto'

/** The value of Stripe-Signature: when it was sent and an HMAC over that and the body. */
export function sign(body: string, secret: string, time: number): string {
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`
}
