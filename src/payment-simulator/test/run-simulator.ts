import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import Stripe from 'stripe'
import { controlOf, startPaymentSimulator } from '../index.ts'

const log = pino({ level: 'silent' })

/** A server that takes webhooks as an app does: it checks the signature and remembers. */
export async function startReceiver() {
  const received: Stripe.Event[] = []
  const receiver = { received, url: '', answer: 200, refused: 0, secret: '', stop: () => {} }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part) => parts.push(part))
    request.on('end', () => {
      const header = String(request.headers['stripe-signature'])
      if (receiver.answer < 300)
        received.push(Stripe.webhooks.constructEvent(Buffer.concat(parts), header, receiver.secret))
      else receiver.refused++
      response.writeHead(receiver.answer).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  receiver.stop = () => {
    server.close()
    server.closeAllConnections()
  }
  return receiver
}

export function temporaryDir() {
  const dir = mkdtempSync(join(tmpdir(), 'payment-simulator-'))
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

/** The official client, pointed at another server: all that a user of Stripe changes. */
export function clientOf({ url, secretKey }: { url: string; secretKey: string }): Stripe {
  const { hostname, port } = new URL(url)
  return new Stripe(secretKey, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0 })
}

export async function runSimulator(dir: string, receiver: Awaited<ReturnType<typeof startReceiver>>) {
  const simulator = await startPaymentSimulator({
    ...{ host: '127.0.0.1', port: 0, dir, log },
    webhookUrl: receiver.url,
  })
  receiver.secret = simulator.webhookSecret
  return { ...simulator, stripe: clientOf(simulator), control: controlOf(simulator) }
}

export function sessionParams(more: Partial<Stripe.Checkout.SessionCreateParams> = {}) {
  return {
    mode: 'payment',
    success_url: 'http://localhost:9/done?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://localhost:9/back',
    client_reference_id: 'checkout-1',
    metadata: { checkout_id: 'checkout-1' },
    payment_intent_data: { metadata: { checkout_id: 'checkout-1' } },
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'usd', unit_amount: 5000, product_data: { name: 'Starter, 100 credits' } },
      },
    ],
    ...more,
  } satisfies Stripe.Checkout.SessionCreateParams
}
