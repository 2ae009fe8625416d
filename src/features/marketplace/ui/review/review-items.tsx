import { X } from 'lucide-react'
import { Badge, Credits, formatCredits, IconButton, ScoreMark } from '../../../../ui/index.ts'
import { type BasketItem, canBuy, type Lost } from '../basket/basket.ts'
import { headlineOf, placeOf, sizeWord } from '../words.ts'

interface ReviewItemsProps {
  items: readonly BasketItem[]
  /** While the order is under way nothing is taken out. */
  fixed: boolean
  onTakeOut: (id: string) => void
}

const lostWords: Record<Lost, string> = {
  gone: 'No longer for sale',
  owned: 'Owned',
  held: 'Held by somebody else',
  twice: 'Same person twice',
}

/** What stays masked until it is bought, in one line. */
export function factsOf(item: BasketItem): string {
  const size = sizeWord(item.company_size)
  return [item.industry, size && `${size} people`, placeOf(item)].filter(Boolean).join(', ')
}

export function ReviewItems({ items, fixed, onTakeOut }: ReviewItemsProps) {
  return (
    <ul className="-mx-2">
      {items.map((item) => (
        <li
          key={item.id}
          className="flex items-center gap-3 rounded-sm px-2 py-1.5 [contain-intrinsic-size:auto_48px] [content-visibility:auto] hover:bg-hover"
        >
          <ScoreMark score={item.score} />
          <div className="min-w-0 flex-1">
            <div className="flex items-center gap-2">
              <span className="truncate font-medium">{headlineOf(item)}</span>
              {item.lost ? <Badge tone="warn">{lostWords[item.lost]}</Badge> : null}
              {item.exclusive && canBuy(item) ? <Badge>Exclusive</Badge> : null}
            </div>
            <div className="truncate text-sm text-muted">{factsOf(item)}</div>
          </div>
          <Price item={item} />
          <IconButton
            label={`Take out ${headlineOf(item)}`}
            disabled={fixed}
            onClick={() => onTakeOut(item.id)}
          >
            <X />
          </IconButton>
        </li>
      ))}
    </ul>
  )
}

function Price({ item }: { item: BasketItem }) {
  if (!canBuy(item)) return <span className="text-muted">Left out</span>
  return (
    <span className="text-right">
      <Credits value={item.price} />
      {item.chosen_price === undefined ? null : (
        <span className="block text-xs text-warn">was {formatCredits(item.chosen_price)}</span>
      )}
    </span>
  )
}
