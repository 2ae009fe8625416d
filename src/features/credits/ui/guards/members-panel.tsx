import { useState } from 'react'
import { Badge, Button, formatCredits, Panel, SkeletonLines } from '../../../../ui/index.ts'
import type { Guards } from '../../schema.ts'
import { GuardsMemberDialog } from './member-dialog.tsx'
import { useGuards } from './use-guards.ts'

type Row = Guards['members'][number]
const cell = 'px-3 py-2 align-top max-sm:block max-sm:px-0 max-sm:py-0.5'

/** What each member may spend, within what the workspace may. */
export function GuardsMembersPanel() {
  const { data } = useGuards()
  const [changing, setChanging] = useState<Row | null>(null)
  return (
    <Panel title="Members">
      {data ? (
        <table className="-mx-3 -my-2 w-[calc(100%+1.5rem)] tabular max-sm:mx-0 max-sm:block max-sm:w-full">
          <thead className="max-sm:sr-only">
            <tr className="border-b border-line text-left text-sm text-muted">
              <th className="px-3 py-2 font-medium">Member</th>
              <th className="px-3 py-2 text-right font-medium">Spent this month</th>
              <th className="px-3 py-2 text-right font-medium">Monthly cap</th>
              <th className="px-3 py-2 text-right font-medium">Confirm above</th>
              <th className="px-3 py-2">
                <span className="sr-only">Change</span>
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line max-sm:block">
            {data.members.map((row) => (
              <MemberRow key={row.user_id} row={row} onChange={() => setChanging(row)} />
            ))}
          </tbody>
        </table>
      ) : (
        <SkeletonLines lines={3} />
      )}
      {changing ? <GuardsMemberDialog row={changing} onClose={() => setChanging(null)} /> : null}
    </Panel>
  )
}

function MemberRow({ row, onChange }: { row: Row; onChange: () => void }) {
  return (
    <tr className="max-sm:block max-sm:py-2">
      <td className={cell}>
        <div className="font-medium break-words">{row.name}</div>
        <div className="text-sm break-words text-muted">
          {row.email}, {row.role}
        </div>
        {row.frozen ? <Badge tone="bad">May not spend</Badge> : null}
      </td>
      <Amount label="Spent this month" value={formatCredits(row.spending.spent)} />
      <Amount label="Monthly cap" value={row.monthly_cap === null ? null : formatCredits(row.monthly_cap)} />
      <Amount
        label="Confirm above"
        value={row.confirm_above === null ? null : formatCredits(row.confirm_above)}
      />
      <td className={`${cell} text-right max-sm:mt-1 max-sm:text-left`}>
        <Button size="sm" onClick={onChange}>
          Change<span className="sr-only"> the guards of {row.name}</span>
        </Button>
      </td>
    </tr>
  )
}

function Amount({ label, value }: { label: string; value: string | null }) {
  return (
    <td className={`${cell} text-right max-sm:text-left`}>
      <span className="hidden text-muted max-sm:inline">{label} </span>
      {value ?? <span className="text-muted">None</span>}
    </td>
  )
}
