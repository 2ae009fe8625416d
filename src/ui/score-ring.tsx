import { cn } from './cn.ts'

const sizes = {
  sm: { box: 26, stroke: 2.5, text: 'text-[11px]' },
  lg: { box: 44, stroke: 4, text: 'text-lg' },
}

/** The mark itself: a ring filled by the score, from slate to gold in one hue, the number inside. */
export function ScoreRing({ score, size }: { score: number; size: 'sm' | 'lg' }) {
  const { box, stroke, text } = sizes[size]
  const radius = (box - stroke) / 2
  const round = 2 * Math.PI * radius
  const share = Math.max(0, Math.min(100, score)) / 100
  const circle = { cx: box / 2, cy: box / 2, r: radius, fill: 'none', strokeWidth: stroke }
  return (
    <span
      className="relative inline-grid place-items-center align-middle"
      style={{ width: box, height: box }}
    >
      <svg aria-hidden viewBox={`0 0 ${box} ${box}`} className="absolute inset-0 -rotate-90">
        <circle {...circle} className="stroke-edge opacity-30" />
        <circle
          {...circle}
          strokeLinecap={share > 0 ? 'round' : 'butt'}
          strokeDasharray={`${share * round} ${round}`}
          style={{ stroke: `color-mix(in oklch, var(--score-high) ${share * 100}%, var(--score-low))` }}
        />
      </svg>
      <span className={cn('relative font-semibold tabular', text)}>{Math.round(score)}</span>
    </span>
  )
}
