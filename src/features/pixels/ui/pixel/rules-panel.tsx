import { useState } from 'react'
import { Checkbox, Field, Input, Panel, Textarea } from '../../../../ui/index.ts'
import { COMPANY_SIZES } from '../../../leads/schema.ts'
import type { Pixel } from '../../schema.ts'
import { useIsAdmin } from '../use-pixels.ts'
import { linesOf, listOf, SaveForm } from './save-form.tsx'
import { useChangePixel } from './use-change.ts'

/** When a visitor who was identified becomes a lead. All that is given has to hold. */
export function RulesPanel({ pixel }: { pixel: Pixel }) {
  const isAdmin = useIsAdmin()
  const { lead_rules: rules } = pixel
  const [isOn, setOn] = useState(rules.enabled)
  const [sizes, setSizes] = useState<readonly (typeof COMPANY_SIZES)[number][]>(rules.company_sizes)
  const change = useChangePixel(pixel.id)
  return (
    <Panel title="From visitor to lead">
      <SaveForm
        canSave={isAdmin}
        busy={change.isPending}
        problem={change.problem}
        onSave={(values) =>
          change.mutate({
            lead_rules: {
              enabled: isOn,
              min_page_views: Number(values.get('min_page_views')),
              pages: linesOf(values, 'pages'),
              countries: listOf(values, 'countries'),
              company_sizes: COMPANY_SIZES.filter((size) => sizes.includes(size)),
            },
          })
        }
      >
        <Checkbox
          label="Make a lead of a visitor whose identity is known"
          checked={isOn}
          onCheckedChange={(on) => setOn(on === true)}
        />
        <Field
          label="Pages seen, at least"
          hint="Of all visits together."
          error={change.errorOf('lead_rules.min_page_views')}
        >
          <div className="w-28">
            <Input
              name="min_page_views"
              type="number"
              min={1}
              max={1000}
              defaultValue={rules.min_page_views}
            />
          </div>
        </Field>
        <Field
          label="One of these pages was seen"
          hint="Paths, one a line; * stands for anything: /pricing*. Empty: any page."
          error={change.errorOf('lead_rules.pages')}
        >
          <Textarea name="pages" defaultValue={rules.pages.join('\n')} />
        </Field>
        <Field
          label="In these countries"
          hint="Two-letter codes, separated by commas. Empty: anywhere."
          error={change.errorOf('lead_rules.countries')}
        >
          <Input name="countries" defaultValue={rules.countries.join(', ')} />
        </Field>
        <fieldset disabled={!isAdmin}>
          <legend className="mb-1 font-medium">At companies of this size</legend>
          <div className="flex flex-wrap gap-x-5 gap-y-1">
            {COMPANY_SIZES.map((size) => (
              <Checkbox
                key={size}
                label={size}
                checked={sizes.includes(size)}
                onCheckedChange={(on) =>
                  setSizes(on === true ? [...sizes, size] : sizes.filter((other) => other !== size))
                }
              />
            ))}
          </div>
          <p className="mt-1 text-sm text-muted">None chosen: of any size, or unknown.</p>
        </fieldset>
      </SaveForm>
    </Panel>
  )
}
