import { formatDateTime, RelativeTime } from '../../../../ui/index.ts'
import type { ReturnStep } from '../../returns/schema.ts'
import { stepWords, type Viewer } from './words.ts'

interface ReturnTimelineProps {
  steps: readonly ReturnStep[]
  viewer: Viewer
  evidence: string
  /** While the partner can answer. */
  answerDueAt: string | null
}

/** What happened, oldest first; both sides read the same. */
export function ReturnTimeline({ steps, viewer, evidence, answerDueAt }: ReturnTimelineProps) {
  return (
    <section className="mt-5 border-t border-line pt-4">
      <h3 className="mb-2 font-semibold">What happened</h3>
      <ol className="flex flex-col gap-3">
        {steps.map((step) => (
          <li key={`${step.action} ${step.at}`} className="border-l-2 border-line pl-3">
            <p>{stepWords(step, viewer)}</p>
            <Quote text={step.action === 'opened' ? evidence : step.note} />
            <p className="text-sm text-muted">
              <RelativeTime at={step.at} />
            </p>
          </li>
        ))}
        {answerDueAt ? (
          <li className="border-l-2 border-dashed border-edge pl-3 text-muted">
            {viewer === 'partner' ? 'Your' : 'The partner’s'} time to answer ends{' '}
            {formatDateTime(answerDueAt)}
          </li>
        ) : null}
      </ol>
    </section>
  )
}

function Quote({ text }: { text: string | null }) {
  if (!text) return null
  return <p className="my-1 rounded-sm bg-hover px-2 py-1 break-words whitespace-pre-wrap">{text}</p>
}
