import { Popover } from 'radix-ui'
import { type RefObject, useEffect, useState } from 'react'
import { errorText } from './api.ts'
import { cn } from './cn.ts'
import { type Factor, FactorBars } from './factor-bars.tsx'
import { floatClasses } from './float.ts'
import { SkeletonLines } from './skeleton.tsx'

export interface ScorePopupProps {
  score: number
  factors: readonly Factor[] | undefined
  loadFactors: (() => Promise<readonly Factor[]>) | undefined
  anchor: RefObject<HTMLButtonElement | null>
  onClose: () => void
  /** The pointer came onto it, or left it. */
  onHover: (over: boolean) => void
}

function Bars({ score, factors, loadFactors }: Pick<ScorePopupProps, 'score' | 'factors' | 'loadFactors'>) {
  const [loaded, setLoaded] = useState<readonly Factor[] | undefined>(factors)
  const [problem, setProblem] = useState<unknown>(null)
  useEffect(() => {
    if (factors || !loadFactors) return
    let current = true
    loadFactors().then(
      (found) => current && setLoaded(found),
      (error: unknown) => current && setProblem(error),
    )
    return () => {
      current = false
    }
  }, [factors, loadFactors])
  if (problem) return <p className="text-bad">{errorText(problem)}</p>
  return loaded ? (
    <FactorBars score={score} factors={loaded} />
  ) : (
    <SkeletonLines lines={5} label="Loading the factors" />
  )
}

/** The factor bars beside a score mark. Mounted only while open: a list has a mark in every row. */
export function ScorePopup({ score, factors, loadFactors, anchor, onClose, onHover }: ScorePopupProps) {
  return (
    <Popover.Root open onOpenChange={(open) => open || onClose()}>
      <Popover.Anchor virtualRef={anchor as RefObject<HTMLButtonElement>} />
      <Popover.Portal>
        <Popover.Content
          aria-label={`Score ${Math.round(score)}`}
          side="right"
          sideOffset={8}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onInteractOutside={(event) =>
            anchor.current?.contains(event.target as Node) && event.preventDefault()
          }
          onPointerEnter={() => onHover(true)}
          onPointerLeave={() => onHover(false)}
          onClick={(event) => event.stopPropagation()}
          className={cn(floatClasses, 'w-80 max-w-[calc(100vw-1rem)] p-3')}
        >
          <Bars score={score} factors={factors} loadFactors={loadFactors} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
