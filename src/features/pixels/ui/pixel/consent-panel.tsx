import { useState } from 'react'
import { Field, Panel, Select, Textarea } from '../../../../ui/index.ts'
import type { ConsentMode, Pixel } from '../../schema.ts'
import { useIsAdmin } from '../use-pixels.ts'
import { linesOf, SaveForm } from './save-form.tsx'
import { useChangePixel } from './use-change.ts'

const modes: { value: ConsentMode; label: string }[] = [
  { value: 'off', label: 'Off: nothing is sent' },
  { value: 'cookieless', label: 'Cookieless: visits are counted, nothing is stored in the browser' },
  { value: 'full', label: 'Full: a visitor is recognised when they come again' },
]

/** What the script may do before the site says more, and which forms it may read. */
export function ConsentPanel({ pixel }: { pixel: Pixel }) {
  const [consent, setConsent] = useState(pixel.consent)
  const change = useChangePixel(pixel.id)
  return (
    <Panel title="Consent">
      <SaveForm
        canSave={useIsAdmin()}
        busy={change.isPending}
        problem={change.problem}
        onSave={(values) => change.mutate({ consent, email_selectors: linesOf(values, 'email_selectors') })}
      >
        <Field
          label="Until the site says otherwise"
          hint="The site can change it for one visitor by assay('consent', 'full'). A browser that asks for privacy is not counted."
          error={change.errorOf('consent')}
        >
          <Select options={modes} value={consent} onValueChange={setConsent} />
        </Field>
        <Field
          label="Fields whose email may be taken"
          hint="CSS selectors, one a line, such as #newsletter input[type=email]. None: no form is read."
          error={change.errorOf('email_selectors')}
        >
          <Textarea name="email_selectors" defaultValue={pixel.email_selectors.join('\n')} />
        </Field>
      </SaveForm>
    </Panel>
  )
}
