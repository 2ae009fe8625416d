import type { Logger } from '../platform/log.ts'
import { expireSession } from './flows/expire-session.ts'
import { payPayout } from './flows/payouts.ts'
import { settleAsync } from './flows/settle-async.ts'
import { forgetOldAnswers } from './http/idempotency.ts'
import { startSchedule } from './schedule.ts'
import { createApp, listen } from './server.ts'
import { openSettings } from './settings.ts'
import { Store } from './store/store.ts'
import { Deliverer } from './webhooks/deliverer.ts'
import type { World } from './world.ts'

export interface PaymentSimulator {
  /** Where Stripe's API is spoken. */
  url: string
  secretKey: string
  webhookSecret: string
  stop(): Promise<void>
}

interface Options {
  host: string
  /** Any other if it is taken. */
  port: number
  /** What it remembers is kept here. */
  dir: string
  webhookUrl: string
  log: Logger
}

/** A stand-in for Stripe: its API, its checkout page, its webhooks. No money moves. */
export async function startPaymentSimulator({
  host,
  port,
  dir,
  webhookUrl,
  log,
}: Options): Promise<PaymentSimulator> {
  const store = new Store(dir)
  const { secret_key: secretKey, webhook_secret: webhookSecret } = openSettings(store)
  const world: World = { store, url: '', request: { id: null, idempotency_key: null } }
  const { server, port: taken } = await listen(createApp(world, host, log), host, port).catch((error) => {
    store.close()
    throw error
  })
  world.url = `http://${hostInUrl(host)}:${taken}`
  moveLinks(world)
  forgetOldAnswers(world)
  const stopSchedule = startSchedule(
    world,
    {
      expire_session: expireSession,
      settle_async: (_, id) => settleAsync(world, id, 'succeed'),
      settle_async_fails: (_, id) => settleAsync(world, id, 'fail'),
      pay_payout: payPayout,
    },
    log,
  )
  const deliverer = new Deliverer(world, webhookUrl, log)
  const stop = async () => {
    stopSchedule()
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await Promise.all([closed, deliverer.stop()])
    store.close()
  }
  let stopping: Promise<void> | undefined
  return {
    ...{ url: world.url, secretKey, webhookSecret },
    stop: () => {
      stopping ??= stop()
      return stopping
    },
  }
}

/** Links made by an earlier run lead here, also when the port has changed. */
function moveLinks({ store, url }: World) {
  const settings = openSettings(store)
  if (settings.base_url === url) return
  store.transaction(() => {
    for (const { id, url: link } of store.list('checkout.session'))
      if (link) store.patch('checkout.session', id, { url: `${url}/c/pay/${id}` })
    for (const { id } of store.list('charge'))
      store.patch('charge', id, { receipt_url: `${url}/receipts/${id}` })
    store.patch('settings', settings.id, { base_url: url })
  })
}

function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
