import { useState } from 'react'
import { formatDateTime, useSearchParams } from '../../../../ui/index.ts'
import { MAX_RETURN_ITEMS, type OrderDetail } from '../../schema.ts'

type Item = OrderDetail['items'][number]

function wordsOf({ until, is_open }: OrderDetail['return_terms'], isChoosing: boolean) {
  if (!is_open) return `Leads of this order could be returned until ${formatDateTime(until)}.`
  if (isChoosing)
    return `Choose the leads that are wrong, until ${formatDateTime(until)}. Each can be returned once.`
  return null
}

/**
 * Which items of an order are to be returned, and whether that is being asked. `?return=<lead id>` asks for one at
 * once: the way here from a lead.
 */
export function useReturnChoice(order: OrderDetail) {
  const [params, update] = useSearchParams()
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const [isChoosing, setChoosing] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const { return_terms: terms, items } = order
  const left = items.filter((item) => item.return === null)
  const canReturn = terms.is_open && left.length > 0
  const named = canReturn ? left.filter((item) => item.lead_id === params.return) : []
  const forget = () => params.return !== undefined && update({ return: undefined }, { replace: true })
  return {
    canReturn,
    isChoosing: isChoosing && canReturn,
    isAsking: (isAsking && canReturn) || named.length > 0,
    chosen:
      named.length > 0 ? named : left.filter((item) => ids.has(item.listing_id)).slice(0, MAX_RETURN_ITEMS),
    words: wordsOf(terms, isChoosing && canReturn),
    has: (item: Item) => ids.has(item.listing_id),
    toggle(item: Item) {
      const next = new Set(ids)
      if (!next.delete(item.listing_id)) next.add(item.listing_id)
      setIds(next)
    },
    start: () => setChoosing(true),
    ask: () => setAsking(true),
    back() {
      setAsking(false)
      forget()
    },
    end() {
      setAsking(false)
      setChoosing(false)
      setIds(new Set())
      forget()
    },
  }
}
