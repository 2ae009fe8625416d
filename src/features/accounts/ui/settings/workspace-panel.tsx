import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, Button, ErrorState, Field, Input, Panel, SkeletonLines, toast } from '../../../../ui/index.ts'
import type { WorkspaceSettings } from '../../schema.ts'
import { FormProblem } from '../form-problem.tsx'
import { useForm } from '../use-form.ts'

const queryKey = ['workspace-settings']
const TIME_ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone')]

export function WorkspacePanel({ isAdmin }: { isAdmin: boolean }) {
  const settings = useQuery({
    queryKey,
    queryFn: ({ signal }) => api<WorkspaceSettings>('GET', '/api/workspaces/current', { signal }),
  })
  return (
    <Panel title="Workspace">
      {settings.isPending ? <SkeletonLines lines={4} /> : null}
      {settings.isError ? (
        <ErrorState
          title="The settings could not be loaded"
          error={settings.error}
          retry={settings.refetch}
        />
      ) : null}
      {settings.data ? <SettingsForm settings={settings.data} isAdmin={isAdmin} /> : null}
    </Panel>
  )
}

function SettingsForm({ settings, isAdmin }: { settings: WorkspaceSettings; isAdmin: boolean }) {
  const client = useQueryClient()
  const form = useForm(async ({ name = '', priority_industries = '', time_zone = '' }) => {
    const body = {
      name,
      priority_industries: priority_industries
        .split(',')
        .map((industry) => industry.trim())
        .filter(Boolean),
      time_zone,
    }
    const saved = await api<WorkspaceSettings>('PATCH', '/api/workspaces/current', { body })
    client.setQueryData(queryKey, saved)
    await client.invalidateQueries({ queryKey: ['me'] })
    toast({ title: 'Settings saved' })
  })
  return (
    <form onSubmit={form.onSubmit} className="flex max-w-lg flex-col gap-3" noValidate>
      <Field label="Name" error={form.errors.name} required>
        <Input name="name" defaultValue={settings.name} readOnly={!isAdmin} />
      </Field>
      <Field
        label="Priority industries"
        error={form.errors.priority_industries}
        hint="Separated by commas. A lead in one of them scores 10 points more for fit; changing them scores all leads anew."
      >
        <Input
          name="priority_industries"
          defaultValue={settings.priority_industries.join(', ')}
          placeholder="software, insurance"
          readOnly={!isAdmin}
        />
      </Field>
      <Field
        label="Time zone"
        error={form.errors.time_zone}
        hint="Days of the analytics begin by it; changing it counts them again."
      >
        <Input name="time_zone" defaultValue={settings.time_zone} list="time-zones" readOnly={!isAdmin} />
      </Field>
      <datalist id="time-zones">
        {TIME_ZONES.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <FormProblem text={form.problem} />
      {isAdmin ? (
        <div>
          <Button variant="primary" type="submit" busy={form.busy}>
            Save
          </Button>
        </div>
      ) : (
        <p className="text-sm text-muted">An owner or admin can change these.</p>
      )}
    </form>
  )
}
