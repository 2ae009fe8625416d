import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn, IconButton } from '../../../ui/index.ts'

export type NoticeTone = 'neutral' | 'good' | 'warn' | 'bad'

interface NoticeBarProps {
  tone: NoticeTone
  icon: ReactNode
  title: ReactNode
  text?: ReactNode
  actions?: ReactNode
  /** Without it the notice stays for as long as it is true; `name` says which one goes. */
  dismiss?: { name: string; run: () => void }
}

const tones: Record<NoticeTone, string> = {
  neutral: 'bg-sunken text-ink',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
}

/** One quiet line above the page. */
export function NoticeBar({ tone, icon, title, text, actions, dismiss }: NoticeBarProps) {
  return (
    <div
      className={cn(
        'flex shrink-0 items-center gap-x-3 border-b border-line py-1.5 pr-2 pl-5 max-sm:items-start max-sm:pl-4',
        tones[tone],
      )}
    >
      <span aria-hidden className="shrink-0 max-sm:mt-1 [&_svg]:size-4">
        {icon}
      </span>
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1.5">
        <p className="line-clamp-3 min-w-0 flex-1 basis-64 break-words max-sm:py-0.5">
          <span className="font-semibold">{title}</span> {text}
        </p>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {dismiss ? (
        <IconButton label={dismiss.name} className="size-7 text-current" onClick={dismiss.run}>
          <X />
        </IconButton>
      ) : null}
    </div>
  )
}
