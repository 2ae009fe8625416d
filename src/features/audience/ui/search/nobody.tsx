import { Button, EmptyState } from '../../../../ui/index.ts'

/** A search that finds nobody. */
export function Nobody({ onClear }: { onClear: (() => void) | undefined }) {
  return (
    <EmptyState
      title="Nobody matches"
      action={onClear ? <Button onClick={onClear}>Clear the search</Button> : undefined}
    >
      Take something out of the search: beside each choice is how many people it would leave.
    </EmptyState>
  )
}
