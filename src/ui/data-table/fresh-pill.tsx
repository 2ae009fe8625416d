import { formatCount } from '../format.ts'

interface FreshPillProps {
  fresh: { count: number; show: () => void }
  noun: readonly [string, string]
  onShown: () => void
}

/** New rows announce themselves and wait to be asked for. */
export function FreshPill({ fresh, noun, onShown }: FreshPillProps) {
  return (
    <div role="status" className="pointer-events-none absolute inset-x-0 top-20 z-25 flex justify-center">
      {fresh.count > 0 ? (
        <button
          type="button"
          onClick={() => {
            fresh.show()
            onShown()
          }}
          className="pointer-events-auto h-7 animate-rise rounded-full border border-ink bg-ink px-3 font-medium text-paper shadow-float tabular max-sm:h-9"
        >
          {formatCount(fresh.count)} new {fresh.count === 1 ? noun[0] : noun[1]} — click to show
        </button>
      ) : null}
    </div>
  )
}
