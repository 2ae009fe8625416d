import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, Button, errorText, Field, Input, Page, PageHeader, Panel, toast } from '../../../ui/index.ts'

/** Where the link in the first start's log leads. The token is behind `#`, which no server or proxy sees. */
export function ClaimPage() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [token, setToken] = useState(() => window.location.hash.slice(1))
  const claim = useMutation({
    mutationFn: async () => {
      await api('POST', '/api/operator/claim', { body: { token } })
      await client.invalidateQueries({ queryKey: ['me'] })
      toast({ title: 'You are the operator' })
      await navigate({ to: '/operator/workspaces' })
    },
  })
  return (
    <Page narrow>
      <PageHeader
        title="Become the operator"
        note="With the one-time token from the log of the first start"
      />
      <Panel>
        <form
          className="flex max-w-lg flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            claim.mutate()
          }}
        >
          <Field label="Token" error={claim.error ? errorText(claim.error) : undefined} required>
            <Input value={token} onChange={(event) => setToken(event.target.value)} autoComplete="off" />
          </Field>
          <div>
            <Button variant="primary" type="submit" busy={claim.isPending}>
              Become the operator
            </Button>
          </div>
        </form>
      </Panel>
    </Page>
  )
}
