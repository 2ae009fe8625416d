import type { Route } from '../http/route.ts'
import { accounts } from './accounts.ts'
import { balance } from './balance.ts'
import { charges } from './charges.ts'
import { checkoutSessions } from './checkout-sessions.ts'
import { customers } from './customers.ts'
import { disputes } from './disputes.ts'
import { events } from './events.ts'
import { paymentIntents } from './payment-intents.ts'
import { paymentMethods } from './payment-methods.ts'
import { payouts } from './payouts.ts'
import { refunds } from './refunds.ts'
import { transfers } from './transfers.ts'

export const resources: Route[] = [
  ...[...customers, ...paymentMethods, ...checkoutSessions, ...paymentIntents, ...charges, ...refunds],
  ...[...disputes, ...balance, ...events, ...accounts, ...transfers, ...payouts],
]
