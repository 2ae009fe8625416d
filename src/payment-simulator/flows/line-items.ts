import type { Session } from '../store/kinds.ts'
import type { Store } from '../store/store.ts'
import { type List, listOf } from '../world.ts'

export function totalOf(session: Pick<Session, '_line_items'>): number {
  return session._line_items.reduce((sum, item) => sum + item.unit_amount * item.quantity, 0)
}

/** What a session sells, as Stripe lists it. */
export function lineItemsOf(store: Store, id: string): List {
  const items = store.get('checkout.session', id)?._line_items ?? []
  const data = items.map((item, index) => {
    const total = item.unit_amount * item.quantity
    return {
      id: `li_${id.slice(-20)}${index}`,
      object: 'item',
      amount_discount: 0,
      amount_subtotal: total,
      amount_tax: 0,
      amount_total: total,
      currency: item.currency,
      description: item.name,
      price: {
        id: `price_${id.slice(-20)}${index}`,
        object: 'price',
        active: false,
        currency: item.currency,
        product: `prod_${id.slice(-20)}${index}`,
        type: 'one_time',
        unit_amount: item.unit_amount,
      },
      quantity: item.quantity,
    }
  })
  return listOf(`/v1/checkout/sessions/${id}/line_items`, data)
}
