import { Button, errorText } from '../../../ui/index.ts'

interface PartFailedProps {
  /** As the subject of a sentence: `The packages`. */
  what: string
  error: unknown
  retry: () => unknown
}

/** One part of a page that could not be loaded; the others stand. */
export function PartFailed({ what, error, retry }: PartFailedProps) {
  return (
    <div role="alert" className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <p className="min-w-0 flex-1 basis-56">
        <span className="font-medium">{what} could not be loaded.</span>{' '}
        <span className="text-muted">{errorText(error)}</span>
      </p>
      <Button size="sm" onClick={() => void retry()}>
        Try again
      </Button>
    </div>
  )
}
