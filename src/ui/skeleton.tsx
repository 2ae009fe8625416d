import { cn } from './cn.ts'

/** The shape of what comes: give it the size of the real thing. `<Skeleton className="h-4 w-40" />` */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('block animate-breathe rounded-sm bg-hover', className)} />
}

/** Lines of text that are on their way; says so once to screen readers. */
export function SkeletonLines({ lines = 4, label = 'Loading' }: { lines?: number; label?: string }) {
  return (
    <div role="status" className="flex flex-col gap-2.5">
      <span className="sr-only">{label}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical lines in a fixed order.
        <Skeleton key={line} className={line % 3 === 2 ? 'h-4 w-1/2' : 'h-4 w-full'} />
      ))}
    </div>
  )
}
