import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api, Button, Field, Input, Panel, toast } from '../../../../ui/index.ts'
import { FormProblem } from '../form-problem.tsx'
import { useForm } from '../use-form.ts'

/** Makes another workspace and goes there; the menu at the top of the rail leads back. */
export function WorkspacesPanel() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const form = useForm(async ({ name = '' }) => {
    const { id } = await api<{ id: string }>('POST', '/api/workspaces', { body: { name } })
    await api('POST', `/api/workspaces/${id}/selection`, { body: {} })
    await navigate({ to: '/' })
    await client.resetQueries()
    toast({ title: `You are in ${name}` })
  })
  return (
    <Panel title="New workspace">
      <form onSubmit={form.onSubmit} className="flex max-w-lg flex-col gap-3" noValidate>
        <p className="text-muted">
          A workspace has its own leads, credits, members and keys. You can switch at any time.
        </p>
        <Field label="Name" error={form.errors.name} required>
          <Input name="name" autoComplete="organization" />
        </Field>
        <FormProblem text={form.problem} />
        <div>
          <Button variant="primary" type="submit" busy={form.busy}>
            Make the workspace
          </Button>
        </div>
      </form>
    </Panel>
  )
}
