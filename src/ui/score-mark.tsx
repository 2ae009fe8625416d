import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { Factor } from './factor-bars.tsx'
import { useRowTabIndex } from './row-focus.ts'
import { ScoreRing } from './score-ring.tsx'

const Popup = lazy(() => import('./score-popup.tsx').then((file) => ({ default: file.ScorePopup })))

export interface ScoreMarkProps {
  /** 0 to 100. */
  score: number
  factors?: readonly Factor[] | undefined
  /** Fetches the factors when they are first asked for. */
  loadFactors?: (() => Promise<readonly Factor[]>) | undefined
  size?: 'sm' | 'lg'
}

// A short wait both ways: passing over a column of marks must not flash twenty panels.
const openAfter_ms = 120
const closeAfter_ms = 140

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

  function plan(next: boolean, wait_ms = next ? openAfter_ms : closeAfter_ms) {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setOpen(next), wait_ms)
  }

  if (!factors && !loadFactors) {
    return (
      <span role="img" aria-label={`Score ${Math.round(score)}`}>
        <ScoreRing score={score} size={size} />
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
          plan(true, 0)
        }}
        className="w-fit shrink-0 rounded-full"
      >
        <ScoreRing score={score} size={size} />
      </button>
      {open ? (
        <Suspense>
          <Popup
            score={score}
            factors={factors}
            loadFactors={loadFactors}
            anchor={button}
            onClose={() => setOpen(false)}
            onHover={(over) => (over ? clearTimeout(timer.current) : plan(false))}
          />
        </Suspense>
      ) : null}
    </>
  )
}
