import { useMemo, useRef } from 'react'
import type { SelectionState } from '../../../../ui/index.ts'
import { isBuyable, type MarketRow } from '../listings/listing.ts'
import type { BasketState } from './use-basket.ts'

/** The basket as the table's selection: a ticked row is a row in the basket. */
export function useBasketSelection(basket: BasketState, rows: readonly MarketRow[]): SelectionState {
  const anchor = useRef<string | null>(null)
  return useMemo(() => {
    const byId = new Map(rows.map((row) => [row.id, row]))
    const add = (ids: Iterable<string>) => {
      const found = [...ids].flatMap((id) => byId.get(id) ?? [])
      basket.add(found.filter(isBuyable))
    }
    return {
      selection: { all: false, ids: new Set(basket.items.map((item) => item.id)) },
      has: basket.has,
      toggle(id) {
        anchor.current = id
        if (basket.has(id)) basket.remove([id])
        else add([id])
      },
      extend(ids, to) {
        const from = ids.indexOf(anchor.current ?? to)
        const end = ids.indexOf(to)
        add(ids.slice(Math.min(from < 0 ? end : from, end), Math.max(from, end) + 1))
      },
      set(ids, on) {
        if (on) add(ids)
        else basket.takeOut([...ids])
      },
      selectAll: () => add(byId.keys()),
      clear: () => basket.takeOut(basket.items.map((item) => item.id)),
      // Esc leaves the basket alone: it holds more than this list shows, and is emptied by its own button.
      isEmpty: true,
      count: () => basket.items.length,
    }
  }, [basket, rows])
}
