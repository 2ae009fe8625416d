import { Badge, Button, ErrorState, Field, Select, SkeletonLines } from '../../../../ui/index.ts'
import type { ImportPreview } from '../../importing/schema.ts'
import { countries } from './countries.ts'
import type { ImportDraft } from './use-import-draft.ts'

interface MapStepProps {
  draft: ImportDraft
  onNext: () => void
  /** What comes next, on the button. */
  next?: string
  isBusy?: boolean
  /** Whether a file that no one could be reached by is of use all the same. */
  takesNames?: boolean
}

/** The file's columns left, our fields right, three values of each; guesses say that they are guesses. */
export function MapStep({
  draft,
  onNext,
  next = 'Check the rows',
  isBusy = false,
  takesNames = false,
}: MapStepProps) {
  const { preview } = draft
  if (draft.problem) {
    return <ErrorState title="The file could not be read" error={draft.problem} retry={draft.retry} />
  }
  if (!preview) return <SkeletonLines lines={8} />
  const refusal = takesNames ? null : preview.refusal
  const guesses = preview.columns.filter(({ certainty }) => certainty === 'guess').length
  return (
    <div className="flex flex-col gap-4">
      {refusal ? <Refusal refusal={refusal} /> : null}
      <p className="text-muted">
        {preview.columns.length} columns, {nameOf(preview.delimiter)}, {preview.encoding}
        {preview.header_line && preview.header_line > 1 ? `, header in line ${preview.header_line}` : ''}.{' '}
        {guesses > 0 ? `${guesses} are guesses: look at them.` : 'All columns with a known name are mapped.'}
      </p>
      <table className="w-full border-collapse text-left max-sm:block">
        <thead className="max-sm:sr-only">
          <tr className="border-b border-line text-sm text-muted">
            <th className="py-1.5 pr-3 font-medium">Column</th>
            <th className="py-1.5 pr-3 font-medium">Values</th>
            <th className="py-1.5 font-medium">Becomes</th>
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {preview.columns.map((column) => (
            <ColumnRow
              key={column.index}
              column={column}
              fields={preview.fields}
              onChange={(field) => draft.map(column.index, field)}
            />
          ))}
        </tbody>
      </table>
      <div className="flex flex-wrap items-end justify-between gap-3">
        <Field label="Phones without a country code are from">
          <Select
            options={countries()}
            value={draft.defaultCountry}
            onValueChange={draft.setDefaultCountry}
          />
        </Field>
        <Button
          variant="primary"
          disabled={refusal !== null}
          busy={draft.isReading || isBusy}
          onClick={onNext}
        >
          {next}
        </Button>
      </div>
    </div>
  )
}

type PreviewColumn = ImportPreview['columns'][number]

interface ColumnRowProps {
  column: PreviewColumn
  fields: string[]
  onChange: (field: string | null) => void
}

function ColumnRow({ column, fields, onChange }: ColumnRowProps) {
  return (
    <tr className="border-b border-line align-middle max-sm:flex max-sm:flex-col max-sm:gap-1 max-sm:py-2">
      <th scope="row" className="max-w-56 truncate py-1.5 pr-3 font-medium" title={column.header}>
        {column.header}
      </th>
      <td className="max-w-80 truncate py-1.5 pr-3 text-sm text-muted" title={column.samples.join('\n')}>
        {column.samples.join(' · ') || 'empty'}
      </td>
      <td className="py-1.5">
        <span className="flex items-center gap-2">
          <Select
            aria-label={`${column.header} becomes`}
            value={column.ignored ? '' : (column.field ?? 'custom')}
            onValueChange={(value) => onChange(value === '' ? null : value)}
            options={[
              { value: 'custom', label: 'Keep as a custom field' },
              { value: '', label: 'Leave out' },
              ...fields.map((field) => ({ value: field, label: wordsOf(field) })),
            ]}
          />
          {column.certainty === 'guess' && column.field ? <Badge tone="warn">Guess</Badge> : null}
        </span>
      </td>
    </tr>
  )
}

function Refusal({ refusal }: { refusal: NonNullable<ImportPreview['refusal']> }) {
  return (
    <div role="alert" className="rounded-md border border-bad bg-bad-soft p-3">
      <p className="font-medium">{refusal.message}</p>
      <p className="text-sm">{refusal.hint}</p>
      {refusal.near.map(({ header, why }) => (
        <p key={header} className="text-sm">
          {header}: {why}
        </p>
      ))}
    </div>
  )
}

function wordsOf(field: string): string {
  const text = field.replaceAll('_', ' ').replace('linkedin url', 'LinkedIn URL')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function nameOf(delimiter: string): string {
  return (
    ({ ',': 'commas', '\t': 'tabs', ';': 'semicolons', '|': 'pipes' } as Record<string, string>)[delimiter] ??
    delimiter
  )
}
