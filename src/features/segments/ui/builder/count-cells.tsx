import { cn, formatCount, Skeleton } from '../../../../ui/index.ts'
import type { PartCount } from './use-counts.ts'

interface CountCellsProps {
  part: PartCount | undefined
  isOld: boolean
  /** Nothing is chosen, so there is nothing to count. */
  isEmpty: boolean
}

/** How many a rule finds by itself, and how many more there would be without it. */
export function CountCells({ part, isOld, isEmpty }: CountCellsProps) {
  return (
    <span
      className={cn(
        'flex shrink-0 gap-3 text-right tabular transition-opacity max-sm:order-last max-sm:w-full max-sm:justify-end max-sm:pb-1.5 max-sm:text-sm',
        isOld && 'opacity-50',
      )}
    >
      <span className="w-24 max-sm:w-auto">
        {part ? (
          <>
            {formatCount(part.count)}
            <span className="sr-only max-sm:not-sr-only"> match</span>
          </>
        ) : isEmpty ? null : (
          <Skeleton className="ml-auto h-4 w-16" />
        )}
      </span>
      <span className="w-24 text-muted max-sm:w-auto">{part ? <Removed count={part.removes} /> : null}</span>
    </span>
  )
}

/** Of several that may match, one adds people instead. */
function Removed({ count }: { count: number }) {
  const word = (text: string) => <span className="sr-only max-sm:not-sr-only"> {text}</span>
  if (count === 0) return <span className="text-faint">none{word('removed')}</span>
  return (
    <>
      <span aria-hidden>{count > 0 ? '−' : '+'}</span>
      {formatCount(Math.abs(count))}
      {word(count > 0 ? 'removed' : 'added')}
    </>
  )
}
