import { Link } from '@tanstack/react-router'
import { Button, Credits, EmptyState, ScoreMark } from '../../../../ui/index.ts'
import { useMe } from '../../../accounts/ui/index.ts'

/** Nothing is for sale yet: what will be here, and who can fill it. */
export function MarketEmpty() {
  const sells = useMe().workspace?.partner?.status === 'approved'
  return (
    <EmptyState
      title="No leads are for sale yet"
      action={
        <Button asChild variant="primary">
          {sells ? (
            <Link to="/sell/upload">Upload leads to sell</Link>
          ) : (
            <Link to="/sell/apply">Become a partner</Link>
          )}
        </Button>
      }
      sample={
        <div className="rounded-md border border-line bg-surface px-4 py-3">
          <p className="mb-2 text-xs text-faint">A listing looks like this</p>
          <div className="flex items-center gap-3">
            <ScoreMark score={82} />
            <div className="min-w-0 flex-1">
              <div className="truncate font-medium">VP Sales</div>
              <div className="truncate text-sm text-muted">Software, 201–500 people, CA, United States</div>
            </div>
            <Credits value={4} unit />
          </div>
        </div>
      }
    >
      Approved partners list leads here, scored and masked. You see what a lead is worth before you pay; name
      and contacts are yours once you buy it.
    </EmptyState>
  )
}
