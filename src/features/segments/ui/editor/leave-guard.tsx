import { useBlocker } from '@tanstack/react-router'
import { Button, Dialog } from '../../../../ui/index.ts'

interface LeaveGuardProps {
  /** There is something to lose. */
  isDirty: boolean
  /** Read when leaving: true once it was saved and the page goes on by itself. */
  isDone: () => boolean
  name: string
  onDiscard: () => void
}

/** Asks before unsaved changes are lost by going elsewhere; closing the tab is asked by the browser. */
export function LeaveGuard({ isDirty, isDone, name, onDiscard }: LeaveGuardProps) {
  const blocker = useBlocker({
    // Another tab of the same page loses nothing.
    shouldBlockFn: ({ current, next }) => isDirty && !isDone() && current.pathname !== next.pathname,
    enableBeforeUnload: () => isDirty && !isDone(),
    withResolver: true,
  })
  const isAsking = blocker.status === 'blocked'
  return (
    <Dialog
      open={isAsking}
      onOpenChange={(open) => {
        if (!open) blocker.reset?.()
      }}
      size="sm"
      title="Leave without saving?"
      footer={
        <>
          <Button
            variant="danger"
            onClick={() => {
              onDiscard()
              blocker.proceed?.()
            }}
          >
            Leave and discard
          </Button>
          <Button onClick={() => blocker.reset?.()}>Stay</Button>
        </>
      }
    >
      <p>Your changes to {name ? `“${name}”` : 'this segment'} are not saved yet. Leaving discards them.</p>
    </Dialog>
  )
}
