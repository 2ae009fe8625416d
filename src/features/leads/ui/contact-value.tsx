import { Badge } from '../../../ui/index.ts'
import { type ContactStatus, contactTones } from './words.ts'

/** An email or phone with what is known of it; nothing is said of what nobody has checked. */
export function ContactValue({ value, status }: { value: string | null; status: ContactStatus }) {
  if (!value) return <span className="text-faint">–</span>
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span className="truncate tabular">{value}</span>
      {status === 'unverified' ? null : <Badge tone={contactTones[status]}>{status}</Badge>}
    </span>
  )
}
