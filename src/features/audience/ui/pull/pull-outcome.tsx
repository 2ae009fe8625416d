import { CircleCheck, Info } from 'lucide-react'
import { cn, formatCredits, plural } from '../../../../ui/index.ts'
import type { Pull } from '../../pulls/schema.ts'
import { endWords } from './pull.ts'

/** One sentence or two: what came, what it cost, why it ended, who was left out. */
export function PullOutcome({ pull }: { pull: Pull }) {
  const { pulled, duplicates_skipped, suppressed, unreachable, credits_charged } = pull
  const { ended_by, failure, status } = pull
  const isGood = pulled > 0 && status === 'finished'
  const Icon = isGood ? CircleCheck : Info
  const said = [
    pulled > 0
      ? `${plural(pulled, 'person', 'people')} pulled for ${formatCredits(credits_charged)} credits. ${pulled === 1 ? 'It is' : 'They are'} in Leads now.`
      : 'Nobody was pulled and nothing was charged.',
    status === 'cancelled' ? 'It was stopped.' : '',
    failure ?? (ended_by ? endWords[ended_by] : ''),
    duplicates_skipped > 0
      ? `${plural(duplicates_skipped, 'person was', 'people were')} yours already and cost nothing.`
      : '',
    suppressed > 0 ? `${plural(suppressed, 'person', 'people')} must not be contacted and cost nothing.` : '',
    unreachable > 0 ? `${plural(unreachable, 'person', 'people')} had no contact and cost nothing.` : '',
  ]
  return (
    <p
      role="status"
      className={cn(
        'mx-5 mb-4 flex items-start gap-2 rounded-md px-4 py-2.5 font-medium max-sm:mx-4',
        isGood ? 'bg-good-soft text-good' : 'bg-warn-soft text-warn',
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>{said.filter(Boolean).join(' ')}</span>
    </p>
  )
}
