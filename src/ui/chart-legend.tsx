import { cn } from './cn.ts'

export interface Series {
  name: string
  /** Gold is for credits. The tones also differ in lightness, so that colour is never all there is. */
  tone: 'strong' | 'soft' | 'gold-strong' | 'gold'
}

// Forced colours paint every background alike; a bar is seen by its own.
const seen = 'forced-color-adjust-none forced-colors:bg-[CanvasText]'

export const barClasses: Record<Series['tone'], string> = {
  strong: `bg-plot ${seen}`,
  soft: `bg-edge ${seen}`,
  'gold-strong': `bg-value ${seen}`,
  gold: `bg-plot-gold ${seen}`,
}

/** What the colours of a chart mean. */
export function Legend({ series }: { series: readonly Series[] }) {
  return (
    <span className="flex flex-wrap gap-x-3 text-sm text-muted">
      {series.map(({ name, tone }) => (
        <span key={name} className="inline-flex items-center gap-1.5">
          <span aria-hidden className={cn('size-2.5 rounded-xs', barClasses[tone])} />
          {name}
        </span>
      ))}
    </span>
  )
}
