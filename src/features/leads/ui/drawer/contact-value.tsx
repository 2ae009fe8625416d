import { BadgeCheck, CircleHelp, CircleX, TriangleAlert } from 'lucide-react'
import type { ContactStatus } from '../words.ts'

const marks = {
  valid: { icon: BadgeCheck, color: 'text-good', label: 'verified' },
  risky: { icon: TriangleAlert, color: 'text-warn', label: 'risky' },
  invalid: { icon: CircleX, color: 'text-bad', label: 'invalid' },
  unknown: { icon: CircleHelp, color: 'text-muted', label: 'could not be verified' },
}

/** An email or phone with what is known of it; nothing is said of what nobody has checked. */
export function ContactValue({ value, status }: { value: string | null; status: ContactStatus }) {
  if (!value) return <span className="text-faint">–</span>
  const mark = status === 'unverified' ? null : marks[status]
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span className="truncate tabular">{value}</span>
      {mark ? (
        <mark.icon role="img" aria-label={mark.label} className={`size-3.5 shrink-0 ${mark.color}`}>
          <title>{mark.label}</title>
        </mark.icon>
      ) : null}
    </span>
  )
}
