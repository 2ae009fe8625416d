import type { AccountState } from '../flows/accounts.ts'
import type { Payment, Way } from '../flows/pay-session.ts'
import type {
  CardBehavior,
  Charge,
  Dispute,
  Payout,
  Refund,
  Session,
  Settings,
  TransferReversal,
} from '../store/kinds.ts'

type Changeable = Omit<Settings, 'id' | 'object' | 'created' | 'secret_key' | 'webhook_secret' | 'base_url'>

interface State {
  settings: Changeable
  /** Deliveries that have not arrived. */
  waiting: number
  /** Deliveries that have arrived or were dropped. */
  sent: number
}

export type Control = ReturnType<typeof controlOf>

/** Plays Stripe, the bank and the buyer in tests, over the control endpoints of a running simulator. */
export function controlOf({ url, secretKey }: { url: string; secretKey: string }) {
  const call = async <T>(method: string, path: string, given?: object): Promise<T> => {
    const response = await fetch(`${url}/_control/${path}`, {
      method,
      headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
      body: given && JSON.stringify(given),
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`)
    return answer as T
  }
  const act = <T>(action: string, id: string, given: object = {}) => call<T>('POST', `${action}/${id}`, given)
  const state = () => call<State>('GET', 'state')
  const set = (settings: Partial<Changeable>) => call<State>('POST', 'settings', settings)
  return {
    pay: (session: string, way: Way = 'pay', more: Omit<Payment, 'way'> = {}) =>
      act<Session>('pay', session, { way, ...more }),
    expire: (session: string) => act<Session>('expire', session),
    settleAsync: (session: string, outcome: 'succeed' | 'fail' = 'succeed') =>
      act<Session>('settle', session, { outcome }),
    /** Of a charge or a payment intent. */
    refund: (of: string, amount?: number) => act<Refund>('refund', of, { amount }),
    failRefund: (refund: string) => act<Refund>('fail-refund', refund),
    /** Of a charge or a payment intent. */
    dispute: (of: string, amount?: number) => act<Dispute>('dispute', of, { amount }),
    closeDispute: (dispute: string, outcome: 'won' | 'lost') =>
      act<Dispute>('close-dispute', dispute, { outcome }),
    setCard: (paymentMethod: string, behavior: CardBehavior) =>
      act<Charge>('set-card', paymentMethod, { behavior }),
    setAccount: (account: string, to: AccountState) => act<unknown>('set-account', account, { state: to }),
    reverseTransfer: (transfer: string, amount?: number) =>
      act<TransferReversal>('reverse-transfer', transfer, { amount }),
    /** Of a payout, or of the payout a transfer became. */
    payPayout: (id: string) => act<Payout>('pay-payout', id),
    failPayout: (id: string) => act<Payout>('fail-payout', id),
    /** The next transfers are refused for want of funds. */
    failNextTransfers: (fail_next_transfers = 1) => set({ fail_next_transfers }),
    /** The next API requests are answered with 500 and do nothing. */
    refuseRequests: (refuse_requests = 1) => set({ refuse_requests }),
    /** The next POSTs do their work, and the answer is a 500. */
    loseAnswers: (lose_answers = 1) => set({ lose_answers }),
    set,
    state,
    webhooks: {
      hold: () => set({ hold: true }),
      release: () => set({ hold: false }),
      /** How many times each event is delivered. */
      duplicate: (copies = 2) => set({ copies }),
      /** The newest first, one after another. Best with hold and release around it. */
      reorder: (reorder = true) => set({ reorder }),
      drop: (drop = true) => set({ drop }),
      delay: (delay_ms: number) => set({ delay_ms }),
      resend: (event: string) => act<unknown>('resend', event),
      /** Waits until everything on its way has arrived. */
      async settled() {
        while ((await state()).waiting > 0) await new Promise((resolve) => setTimeout(resolve, 20))
      },
    },
  }
}
