import type { ReactNode } from 'react'
import { Badge, formatBytes, formatCount, ProgressBar, plural } from '../../../../ui/index.ts'
import type { ImportPreview } from '../../importing/schema.ts'

interface CheckStepProps {
  preview: ImportPreview
  /** What else to decide, and the button that starts the import. */
  children: ReactNode
  /** Bytes sent so far while the file is on its way. */
  sending: { sent: number; total: number } | null
}

/** What the first rows turn into, with the wrong cells shown, before anything is stored. */
export function CheckStep({ preview, children, sending }: CheckStepProps) {
  const good = preview.rows_checked - preview.rows_rejected
  return (
    <div className="flex flex-col gap-4">
      <p>
        Of the first {plural(preview.rows_checked, 'row')}, {formatCount(good)} can be taken
        {preview.rows_rejected > 0 ? ` and ${formatCount(preview.rows_rejected)} cannot` : ''}. Duplicates are
        found while importing.
      </p>
      {preview.problems.length > 0 ? <Problems problems={preview.problems} /> : null}
      {sending ? (
        <ProgressBar
          label={`Sending, ${formatBytes(sending.sent)} of ${formatBytes(sending.total)}`}
          done={sending.sent}
          total={sending.total}
        />
      ) : null}
      {children}
    </div>
  )
}

function Problems({ problems }: { problems: ImportPreview['problems'] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must scroll by keyboard
    <section aria-label="Problems" tabIndex={0} className="overflow-x-auto rounded-md border border-line">
      <table className="w-full border-collapse text-left text-sm">
        <caption className="sr-only">Problems in the first rows</caption>
        <thead>
          <tr className="border-b border-line text-muted">
            <th className="px-3 py-1.5 font-medium">Line</th>
            <th className="px-3 py-1.5 font-medium">Column</th>
            <th className="px-3 py-1.5 font-medium">Value</th>
            <th className="px-3 py-1.5 font-medium">What is wrong</th>
            <th className="px-3 py-1.5 font-medium">Row</th>
          </tr>
        </thead>
        <tbody>
          {problems.map((problem) => (
            <tr
              key={`${problem.line} ${problem.column} ${problem.code}`}
              className="border-b border-line last:border-0"
            >
              <td className="px-3 py-1.5 tabular">{problem.line}</td>
              <td className="max-w-40 truncate px-3 py-1.5">{problem.column ?? '–'}</td>
              <td className="max-w-52 truncate px-3 py-1.5">{problem.value ?? '–'}</td>
              <td className="px-3 py-1.5">{problem.message}</td>
              <td className="px-3 py-1.5">
                <Badge tone={problem.rejected ? 'bad' : 'warn'}>
                  {problem.rejected ? 'rejected' : 'taken'}
                </Badge>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
