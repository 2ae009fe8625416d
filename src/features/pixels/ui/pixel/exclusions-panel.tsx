import { Field, Input, Panel, Textarea } from '../../../../ui/index.ts'
import type { Pixel } from '../../schema.ts'
import { useIsAdmin } from '../use-pixels.ts'
import { linesOf, listOf, SaveForm } from './save-form.tsx'
import { useChangePixel } from './use-change.ts'

/** What is not counted, and what of an address is not kept. */
export function ExclusionsPanel({ pixel }: { pixel: Pixel }) {
  const change = useChangePixel(pixel.id)
  return (
    <Panel title="Exclusions">
      <SaveForm
        canSave={useIsAdmin()}
        busy={change.isPending}
        problem={change.problem}
        onSave={(values) =>
          change.mutate({
            excluded_paths: linesOf(values, 'excluded_paths'),
            excluded_params: listOf(values, 'excluded_params'),
            excluded_countries: listOf(values, 'excluded_countries'),
            internal_addresses: listOf(values, 'internal_addresses'),
          })
        }
      >
        <Field
          label="Pages that are not counted"
          hint="Paths, one a line; * stands for anything: /account/*"
          error={change.errorOf('excluded_paths')}
        >
          <Textarea name="excluded_paths" defaultValue={pixel.excluded_paths.join('\n')} />
        </Field>
        <Field
          label="Parameters that are not kept"
          hint="Names in the address of a page, separated by commas: session, token"
          error={change.errorOf('excluded_params')}
        >
          <Input name="excluded_params" defaultValue={pixel.excluded_params.join(', ')} />
        </Field>
        <Field
          label="Countries that are not counted"
          hint="Two-letter codes, separated by commas: US, DE"
          error={change.errorOf('excluded_countries')}
        >
          <Input name="excluded_countries" defaultValue={pixel.excluded_countries.join(', ')} />
        </Field>
        <Field
          label="Addresses of your own people"
          hint="Of an office or VPN, separated by commas: 203.0.113.7, 2001:db8::/32"
          error={change.errorOf('internal_addresses')}
        >
          <Input name="internal_addresses" defaultValue={pixel.internal_addresses.join(', ')} />
        </Field>
      </SaveForm>
    </Panel>
  )
}
