import { Checkbox, formatCount, formatPercent, Panel } from '../../../../ui/index.ts'
import type { EnrichedField } from '../../enrichment/fields.ts'
import type { MatchPreview } from '../../enrichment/schema.ts'
import { fieldWords } from './words.ts'

interface FieldChoicesProps {
  preview: MatchPreview
  overwrite: readonly EnrichedField[]
  onChange: (overwrite: readonly EnrichedField[]) => void
}

/** Field by field: how many are filled, how sure, and whether other values are replaced. */
export function FieldChoices({ preview, overwrite, onChange }: FieldChoicesProps) {
  const fields = (Object.keys(fieldWords) as EnrichedField[]).filter((field) => {
    const figures = preview.by_field[field]
    return figures.fills > 0 || figures.differs > 0
  })
  return (
    <Panel title="What is filled">
      <p className="mb-2 text-sm text-muted">
        Empty fields are filled. Tick a field to replace other values in it too; a title brings its seniority
        and department, another company its facts.
      </p>
      <table className="w-full border-collapse text-left">
        <thead>
          <tr className="border-b border-line text-sm text-muted">
            <th className="py-1.5 pr-3 font-medium">Field</th>
            <th className="py-1.5 pr-3 text-right font-medium">Filled</th>
            <th className="py-1.5 pr-3 text-right font-medium max-sm:hidden">Confidence</th>
            <th className="py-1.5 font-medium">Other values</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => {
            const { fills, differs, mean_confidence } = preview.by_field[field]
            return (
              <tr key={field} className="h-9 border-b border-line">
                <th scope="row" className="pr-3 font-medium">
                  {fieldWords[field]}
                </th>
                <td className="pr-3 text-right tabular">{formatCount(fills)}</td>
                <td className="pr-3 text-right tabular text-muted max-sm:hidden">
                  {mean_confidence === null ? '' : formatPercent(mean_confidence)}
                </td>
                <td>
                  {differs > 0 ? (
                    <Checkbox
                      label={`Replace ${formatCount(differs)}`}
                      aria-label={`Replace ${formatCount(differs)} in ${fieldWords[field]}`}
                      checked={overwrite.includes(field)}
                      onCheckedChange={(on) =>
                        onChange(on ? [...overwrite, field] : overwrite.filter((other) => other !== field))
                      }
                    />
                  ) : (
                    <span className="text-faint">none</span>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Panel>
  )
}
