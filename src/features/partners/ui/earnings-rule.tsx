import { Panel } from '../../../ui/index.ts'
import type { Commission } from '../schema.ts'

/** What a sale earns now, part by part. */
export function CommissionRule({ commission }: { commission: Commission }) {
  return (
    <Panel title={`You earn ${commission.percent}% of a sale now`}>
      <ul className="flex flex-col gap-1">
        {commission.parts.map((part) => (
          <li key={part.name} className="flex items-baseline gap-2">
            <span
              className={
                part.applies
                  ? 'w-12 shrink-0 text-right tabular'
                  : 'w-12 shrink-0 text-right tabular text-faint line-through'
              }
            >
              +{part.points}%
            </span>
            <span className={part.applies ? undefined : 'text-muted'}>{part.why}</span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-sm text-muted">
        At most {commission.max_percent}%. A sale is held back for {commission.holdback_days} days.
      </p>
    </Panel>
  )
}
