import { Popover } from 'radix-ui'
import { useEffect, useRef, useState } from 'react'
import { errorText } from './api.ts'
import { cn } from './cn.ts'
import { type Factor, FactorBars } from './factor-bars.tsx'
import { floatClasses } from './menu.tsx'
import { useRowTabIndex } from './row-focus.ts'
import { SkeletonLines } from './skeleton.tsx'

export interface ScoreMarkProps {
  /** 0 to 100. */
  score: number
  factors?: readonly Factor[] | undefined
  /** Fetches the factors when they are first asked for. */
  loadFactors?: (() => Promise<readonly Factor[]>) | undefined
  size?: 'sm' | 'lg'
}

const sizes = {
  sm: { box: 26, stroke: 2.5, text: 'text-[11px]' },
  lg: { box: 44, stroke: 4, text: 'text-lg' },
}

function Ring({ score, size }: { score: number; size: 'sm' | 'lg' }) {
  const { box, stroke, text } = sizes[size]
  const radius = (box - stroke) / 2
  const round = 2 * Math.PI * radius
  const share = Math.max(0, Math.min(100, score)) / 100
  return (
    <span
      className="relative inline-grid place-items-center align-middle"
      style={{ width: box, height: box }}
    >
      <svg aria-hidden viewBox={`0 0 ${box} ${box}`} className="absolute inset-0 -rotate-90">
        <circle
          cx={box / 2}
          cy={box / 2}
          r={radius}
          fill="none"
          strokeWidth={stroke}
          className="stroke-edge opacity-30"
        />
        <circle
          cx={box / 2}
          cy={box / 2}
          r={radius}
          fill="none"
          strokeWidth={stroke}
          strokeLinecap={share > 0 ? 'round' : 'butt'}
          strokeDasharray={`${share * round} ${round}`}
          style={{ stroke: `color-mix(in oklch, var(--score-high) ${share * 100}%, var(--score-low))` }}
        />
      </svg>
      <span className={cn('relative font-semibold tabular', text)}>{Math.round(score)}</span>
    </span>
  )
}

function Bars({ score, factors, loadFactors }: Omit<ScoreMarkProps, 'size'>) {
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

/**
 * The assay mark: a ring with the score inside. Hover or focus shows the factors that sum to it.
 * `<ScoreMark score={82} factors={lead.score_factors} />`
 */
export function ScoreMark({ score, factors, loadFactors, size = 'sm' }: ScoreMarkProps) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const tabIndex = useRowTabIndex()
  useEffect(() => () => clearTimeout(timer.current), [])

  // A short wait both ways: passing over a column of marks must not flash twenty panels.
  function plan(next: boolean) {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setOpen(next), next ? 120 : 140)
  }

  if (!factors && !loadFactors) {
    return (
      <span role="img" aria-label={`Score ${Math.round(score)}`}>
        <Ring score={score} size={size} />
      </span>
    )
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        tabIndex={tabIndex}
        aria-label={`Score ${Math.round(score)}, show factors`}
        aria-expanded={open}
        onPointerEnter={(event) => event.pointerType === 'mouse' && plan(true)}
        onPointerLeave={(event) => event.pointerType === 'mouse' && plan(false)}
        onFocus={(event) => event.target.matches(':focus-visible') && plan(true)}
        onBlur={() => plan(false)}
        onClick={(event) => {
          event.stopPropagation()
          clearTimeout(timer.current)
          setOpen(true)
        }}
        className="w-fit shrink-0 rounded-full"
      >
        <Ring score={score} size={size} />
      </button>
      {open ? (
        // Mounted only while open: a list has one of these in every row.
        <Popover.Root open onOpenChange={setOpen}>
          <Popover.Anchor virtualRef={button as React.RefObject<HTMLButtonElement>} />
          <Popover.Portal>
            <Popover.Content
              aria-label={`Score ${Math.round(score)}`}
              side="right"
              sideOffset={8}
              collisionPadding={8}
              onOpenAutoFocus={(event) => event.preventDefault()}
              onCloseAutoFocus={(event) => event.preventDefault()}
              onInteractOutside={(event) =>
                button.current?.contains(event.target as Node) && event.preventDefault()
              }
              onPointerEnter={() => clearTimeout(timer.current)}
              onPointerLeave={() => plan(false)}
              onClick={(event) => event.stopPropagation()}
              className={cn(floatClasses, 'w-80 max-w-[calc(100vw-1rem)] p-3')}
            >
              <Bars score={score} factors={factors} loadFactors={loadFactors} />
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
      ) : null}
    </>
  )
}
