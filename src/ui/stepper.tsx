import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

export interface Step {
  title: string
  /** One line that remains when the step is done: "people.csv, 1,204 rows". */
  summary?: ReactNode
  /** Shown folded steps get a way back. */
  onEdit?: () => void
  children: ReactNode
}

type State = 'done' | 'current' | 'later'

function Mark({ state, number }: { state: State; number: number }) {
  return (
    <span
      className={cn(
        'grid size-5 shrink-0 place-items-center rounded-full border text-xs font-semibold tabular',
        state === 'later' ? 'border-line text-faint' : 'border-ink',
        state === 'done' && 'bg-ink text-paper',
      )}
    >
      {state === 'done' ? <Check aria-label="Done" className="size-3" /> : number}
    </span>
  )
}

function Folded({ step }: { step: Step }) {
  return (
    <>
      <div className="min-w-0 flex-1 truncate text-muted">{step.summary}</div>
      {step.onEdit ? (
        <button
          type="button"
          onClick={step.onEdit}
          className="min-h-6 rounded-sm underline underline-offset-2"
        >
          Change<span className="sr-only"> {step.title}</span>
        </button>
      ) : null}
    </>
  )
}

/** Steps on one page that fold into a line when done: `<Stepper current={1} steps={[{ title: 'Drop', … }]} />` */
export function Stepper({ steps, current }: { steps: Step[]; current: number }) {
  return (
    <ol className="flex flex-col gap-2">
      {steps.map((step, index) => {
        const state: State = index < current ? 'done' : index === current ? 'current' : 'later'
        const isCurrent = state === 'current'
        return (
          <li
            key={step.title}
            aria-current={isCurrent ? 'step' : undefined}
            className={cn('rounded-md border border-line', isCurrent && 'bg-surface')}
          >
            <div className="flex min-h-11 items-center gap-3 px-4 py-2">
              <Mark state={state} number={index + 1} />
              <h2 className={cn('font-semibold', state === 'later' && 'text-faint')}>{step.title}</h2>
              {state === 'done' ? <Folded step={step} /> : null}
            </div>
            {isCurrent ? <div className="border-t border-line p-4">{step.children}</div> : null}
          </li>
        )
      })}
    </ol>
  )
}
