import { api } from '../../../../ui/index.ts'
import type { OrderDetail } from '../../schema.ts'
import type { BasketItem } from '../basket/basket.ts'

export function readOrder(id: string, signal?: AbortSignal): Promise<OrderDetail> {
  return api<OrderDetail>('GET', `/api/marketplace/orders/${id}`, { signal })
}

/** What the purchase answered and the order itself does not keep: the balance it left, what was in the basket. */
export interface Receipt {
  balance: number
  chosen: readonly BasketItem[]
}

export const receiptKey = (orderId: string) => ['orders', 'receipt', orderId]
