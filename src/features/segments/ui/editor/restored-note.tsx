import { Button } from '../../../../ui/index.ts'

/** What was not saved before a reload is here again; the person should know that it is not saved. */
export function RestoredNote({ onDiscard }: { onDiscard: () => void }) {
  return (
    <div
      role="status"
      className="mb-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-md bg-warn-soft px-3 py-2 text-warn"
    >
      Changes you had not saved are here again.
      <Button size="sm" onClick={onDiscard}>
        Discard them
      </Button>
    </div>
  )
}
