import { Link } from '@tanstack/react-router'
import { Button, Page, PageHeader } from '../../../../ui/index.ts'
import { useBilling } from '../use-billing.ts'
import { GuardsFreezePanel } from './freeze-panel.tsx'
import { GuardsLimitsPanel } from './limits-panel.tsx'
import { GuardsMembersPanel } from './members-panel.tsx'

/** What the workspace allows itself and its members to spend. */
export function GuardsPage() {
  const isAdmin = useBilling()
  return (
    <Page narrow>
      <PageHeader
        title="Spend guards"
        note="What this workspace and its members may spend"
        actions={
          <Button asChild>
            <Link to="/settings">All settings</Link>
          </Button>
        }
      />
      <GuardsFreezePanel isAdmin={isAdmin} />
      {isAdmin ? (
        <>
          <GuardsLimitsPanel />
          <GuardsMembersPanel />
        </>
      ) : null}
    </Page>
  )
}
