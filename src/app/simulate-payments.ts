import { join } from 'node:path'
import { startPaymentSimulator } from '../payment-simulator/index.ts'
import type { Platform } from '../platform/platform.ts'
import type { StripeSettings } from '../platform/stripe/index.ts'
import type { Closers } from './closers.ts'

/** A demo or development run without keys of Stripe pays here: a server of its own, on the port after ours. */
export async function simulatePayments(
  { config, isDemo, log }: Platform,
  url: string | null,
  closers: Closers,
): Promise<StripeSettings | null> {
  const isPlay = isDemo || config.mode === 'development'
  if (!isPlay || config.role !== 'all' || url === null || config.port === null) return null
  const simulator = await startPaymentSimulator({
    ...{ host: config.host, port: config.port === 0 ? 0 : config.port + 1, log },
    dir: join(config.dataDir, 'payment-simulator'),
    webhookUrl: `${url}/api/webhooks/stripe`,
  })
  closers.add(() => simulator.stop())
  const { secretKey, webhookSecret } = simulator
  return { secretKey, webhookSecret, apiBase: simulator.url, isSimulated: true }
}
