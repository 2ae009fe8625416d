import { Link } from '@tanstack/react-router'
import { CircleCheck, Download, Info } from 'lucide-react'
import {
  Button,
  Credits,
  cn,
  formatCount,
  formatCredits,
  formatDate,
  Panel,
  plural,
} from '../../../../ui/index.ts'
import type { EnrichedField } from '../../enrichment/fields.ts'
import type { RunDetail } from '../../enrichment/schema.ts'
import { Figure, Figures } from './figure.tsx'
import { RunProgress } from './run-progress.tsx'
import { UndoRun } from './undo-run.tsx'
import { endWords, fieldWords, isOver } from './words.ts'

/** How far a run is, or what it did, with what can be done about it. */
export function RunResult({ run }: { run: RunDetail }) {
  return (
    <>
      {isOver(run) ? (
        <Outcome run={run} />
      ) : (
        <Panel>
          <RunProgress run={run} />
        </Panel>
      )}
      <Figures>
        <Figure name="Filled">{formatCount(run.filled)}</Figure>
        <Figure name="Not known" note={below(run)}>
          {formatCount(run.no_match)}
        </Figure>
        <Figure name="Nothing to fill">{formatCount(run.nothing_to_fill)}</Figure>
        <Figure name="Charged" note={free(run)}>
          <Credits value={run.credits_charged} />
        </Figure>
      </Figures>
      {isOver(run) ? <Actions run={run} /> : null}
      <ByField run={run} />
    </>
  )
}

function below({ below_confidence: count }: RunDetail): string {
  return count > 0 ? `${formatCount(count)} not sure enough` : ''
}

function free({ filled, charged }: RunDetail): string {
  return filled > charged ? `${formatCount(filled - charged)} paid for before` : ''
}

function Outcome({ run }: { run: RunDetail }) {
  const { status, filled, rows, rows_done, kind, ended_by, failure, skipped } = run
  const isGood = status === 'finished' && filled > 0 && ended_by === null
  const Icon = isGood ? CircleCheck : Info
  const noun = kind === 'file' ? 'row' : 'lead'
  const said =
    status === 'undone'
      ? [
          `${plural(run.restored, 'lead')} put back as before.`,
          run.kept > 0 ? `${plural(run.kept, 'field')} stayed, because somebody changed them since.` : '',
          `The ${formatCredits(run.credits_charged)} credits stay spent.`,
        ]
      : [
          filled > 0
            ? `${plural(filled, noun)} filled for ${formatCredits(run.credits_charged)} credits.`
            : 'Nothing was filled and nothing was charged.',
          status === 'cancelled' ? 'It was stopped.' : '',
          failure ?? (ended_by ? endWords[ended_by] : ''),
          rows_done < rows ? `${plural(rows - rows_done, noun)} were not reached.` : '',
          skipped > 0 ? `${plural(skipped, noun)} skipped: deleted meanwhile, or known as another lead.` : '',
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

function Actions({ run }: { run: RunDetail }) {
  return (
    <div className="mx-5 mb-4 flex flex-wrap items-center gap-2 max-sm:mx-4">
      {run.file_until ? (
        <Button
          asChild
          variant={run.kind === 'file' ? 'primary' : 'secondary'}
          icon={<Download className="size-4" />}
        >
          <a href={`/api/enrichment/runs/${run.id}/file.csv`} download>
            Download the enriched CSV
          </a>
        </Button>
      ) : null}
      {run.kind === 'leads' ? (
        <Button asChild>
          <Link to="/leads">See the leads</Link>
        </Button>
      ) : null}
      {run.undo_until ? <UndoRun run={run} /> : null}
      {run.file_until ? (
        <span className="text-sm text-muted">Kept until {formatDate(run.file_until)}</span>
      ) : null}
    </div>
  )
}

function ByField({ run }: { run: RunDetail }) {
  const fields = (Object.keys(fieldWords) as EnrichedField[]).filter((field) => run.by_field[field])
  if (fields.length === 0) return null
  return (
    <Panel title="By field">
      <table className="w-full border-collapse text-left">
        <thead>
          <tr className="border-b border-line text-sm text-muted">
            <th className="py-1.5 pr-3 font-medium">Field</th>
            <th className="py-1.5 pr-3 text-right font-medium">Filled</th>
            <th className="py-1.5 font-medium">Left, as another lead has it</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field} className="h-9 border-b border-line">
              <th scope="row" className="pr-3 font-medium">
                {fieldWords[field]}
              </th>
              <td className="pr-3 text-right tabular">{formatCount(run.by_field[field].filled)}</td>
              <td className="tabular text-muted">
                {run.by_field[field].conflicts > 0 ? formatCount(run.by_field[field].conflicts) : 'none'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
