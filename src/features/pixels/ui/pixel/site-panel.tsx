import { Field, Input, Panel, Switch, Textarea } from '../../../../ui/index.ts'
import type { Pixel } from '../../schema.ts'
import { useIsAdmin } from '../use-pixels.ts'
import { linesOf, SaveForm } from './save-form.tsx'
import { useChangePixel } from './use-change.ts'

/** Which site it is, and whose events are taken. */
export function SitePanel({ pixel }: { pixel: Pixel }) {
  const isAdmin = useIsAdmin()
  const change = useChangePixel(pixel.id)
  const pause = useChangePixel(pixel.id)
  return (
    <Panel title="Site">
      <div className="mb-3 max-w-xl">
        <Switch
          label="Take events"
          checked={pixel.status === 'active'}
          disabled={!isAdmin || pause.isPending}
          onCheckedChange={(on) => pause.mutate({ status: on ? 'active' : 'paused' })}
        />
        <p className="text-sm text-muted">Off: the pixel is paused, and what comes is not counted.</p>
        <p role="alert" className="text-sm text-bad empty:hidden">
          {pause.problem}
        </p>
      </div>
      <SaveForm
        canSave={isAdmin}
        busy={change.isPending}
        problem={change.problem}
        onSave={(values) =>
          change.mutate({
            name: String(values.get('name')),
            website_url: String(values.get('website_url')),
            domains: linesOf(values, 'domains'),
          })
        }
      >
        <Field label="Name" error={change.errorOf('name')} required>
          <Input name="name" defaultValue={pixel.name} />
        </Field>
        <Field label="Address of the site" error={change.errorOf('website_url')} required>
          <Input name="website_url" inputMode="url" defaultValue={pixel.website_url} />
        </Field>
        <Field
          label="Domains"
          error={change.errorOf('domains')}
          hint="Events are taken from these hosts, one a line. *.example.com is every host below example.com."
          required
        >
          <Textarea name="domains" defaultValue={pixel.domains.join('\n')} />
        </Field>
      </SaveForm>
    </Panel>
  )
}
