import type { Platform } from '../../../platform/platform.ts'

/** Whether credits can be bought here, and if not, why. */
export function availability({ stripe, config }: Pick<Platform, 'stripe' | 'config'>) {
  return {
    available: stripe !== null,
    unavailable_reason: stripe
      ? null
      : 'This installation takes no payments: its operator has set no STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET.',
    simulated: config.stripe?.isSimulated ?? false,
  }
}
