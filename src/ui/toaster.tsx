import { X } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Button } from './button.tsx'
import { cn } from './cn.ts'
import { type ToastItem, toastStore } from './toast-store.ts'

function Toast({ item, paused }: { item: ToastItem; paused: boolean }) {
  const left = useRef(item.duration_ms)
  useEffect(() => {
    if (paused) return
    const started = Date.now()
    const timer = setTimeout(() => toastStore.dismiss(item.id), left.current)
    return () => {
      clearTimeout(timer)
      left.current = Math.max(1500, left.current - (Date.now() - started))
    }
  }, [item.id, paused])
  return (
    <li
      className={cn(
        'pointer-events-auto flex animate-rise items-center gap-3 rounded-md border bg-surface py-2 pr-1.5 pl-3.5 text-ink shadow-float',
        item.tone === 'bad' ? 'border-bad' : 'border-line',
      )}
    >
      <div className="min-w-0 flex-1">
        <div
          className={cn(
            'font-medium',
            item.tone === 'bad' && 'text-bad',
            item.tone === 'good' && 'text-good',
          )}
        >
          {item.title}
        </div>
        {item.description ? <div className="text-sm text-muted">{item.description}</div> : null}
      </div>
      {item.action ? (
        <Button
          size="sm"
          onClick={() => {
            toastStore.dismiss(item.id)
            item.action?.run()
          }}
        >
          {item.action.label}
        </Button>
      ) : null}
      <button
        type="button"
        aria-label={`Dismiss: ${item.title}`}
        onClick={() => toastStore.dismiss(item.id)}
        className="grid size-7 shrink-0 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink"
      >
        <X className="size-4" />
      </button>
    </li>
  )
}

/** Where toasts appear; one, in the app's provider. */
export function Toaster() {
  const items = useSyncExternalStore(toastStore.subscribe, toastStore.get)
  const [paused, setPaused] = useState(false)
  return (
    <section
      data-toasts
      aria-label="Notifications"
      onPointerEnter={() => setPaused(true)}
      onPointerLeave={() => setPaused(false)}
      onFocus={() => setPaused(true)}
      onBlur={() => setPaused(false)}
      className="pointer-events-none fixed right-4 bottom-4 z-70 w-[min(380px,calc(100vw-2rem))] max-sm:bottom-20"
    >
      <ol aria-live="polite" aria-relevant="additions" className="flex flex-col gap-2">
        {items.map((item) => (
          <Toast key={item.id} item={item} paused={paused} />
        ))}
      </ol>
    </section>
  )
}
