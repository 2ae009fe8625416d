import { useEffect, useRef } from 'react'
import { cn, Skeleton } from '../../../../ui/index.ts'
import type { CreditPackage } from '../../schema.ts'
import { cardClasses, cardGrid, PackageFacts } from './package-card.tsx'

interface PackageChoiceProps {
  packages: readonly CreditPackage[]
  chosen: string | undefined
  onChoose: (id: string) => void
  isFixed: boolean
}

/** One of the packages: arrow keys move, as in any group of radio buttons. */
export function PackageChoice({ packages, chosen, onChoose, isFixed }: PackageChoiceProps) {
  const group = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    group.current?.querySelector<HTMLInputElement>('input:checked')?.focus({ preventScroll: true })
  }, [])
  return (
    <fieldset ref={group} disabled={isFixed} className="min-w-0">
      <legend className="sr-only">Package</legend>
      <div className={cardGrid}>
        {packages.map((item) => (
          <label
            key={item.id}
            htmlFor={`package-${item.id}`}
            className={cn(
              cardClasses,
              'cursor-pointer hover:bg-hover has-checked:border-gold has-checked:shadow-[inset_0_0_0_1px_var(--gold)]',
              'has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-ink',
            )}
          >
            <PackageFacts
              item={item}
              mark={
                <input
                  id={`package-${item.id}`}
                  type="radio"
                  name="package"
                  value={item.id}
                  checked={item.id === chosen}
                  onChange={() => onChoose(item.id)}
                  className="size-4 shrink-0 cursor-pointer outline-none"
                />
              }
            />
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** The shape of the packages while they are on their way. */
export function PackageShapes({ isWithButtons = false }: { isWithButtons?: boolean }) {
  return (
    <div role="status" className={cardGrid}>
      <span className="sr-only">Loading the packages</span>
      {['a', 'b', 'c'].map((key) => (
        <Skeleton key={key} className={isWithButtons ? 'h-34.5 w-full' : 'h-25.5 w-full'} />
      ))}
    </div>
  )
}
