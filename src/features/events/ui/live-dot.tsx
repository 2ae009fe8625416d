import { cn, type LiveState, Tooltip, useLiveState } from '../../../ui/index.ts'

const words: Record<LiveState, { label: string; meaning: string; color: string }> = {
  live: { label: 'Live', meaning: 'Live: changes appear as they happen', color: 'bg-good' },
  reconnecting: {
    label: 'Reconnecting',
    meaning: 'Reconnecting: what you see may be a little old',
    color: 'bg-warn',
  },
  offline: {
    label: 'Offline',
    meaning: 'Offline: what you see is as of the last connection',
    color: 'bg-bad',
  },
}

/** Whether this page hears of changes: a dot, and the word on hover and to screen readers. */
export function LiveDot() {
  const { label, meaning, color } = words[useLiveState()]
  return (
    <Tooltip label={meaning} side="right">
      <button type="button" className="grid size-6 place-items-center rounded-full">
        <span className={cn('size-2 rounded-full forced-color-adjust-none', color)} />
        <span role="status" className="sr-only">
          {label}
        </span>
      </button>
    </Tooltip>
  )
}
