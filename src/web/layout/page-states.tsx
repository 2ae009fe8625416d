import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Button, EmptyState, ErrorState, Skeleton } from '../../ui/index.ts'

/** The shape of a page whose code is on its way. */
export function PagePending() {
  return (
    <div role="status" className="flex flex-col gap-4 p-5">
      <span className="sr-only">Loading the page</span>
      <Skeleton className="h-7 w-48" />
      <Skeleton className="h-8 w-full max-w-xl" />
      <Skeleton className="h-64 w-full" />
    </div>
  )
}

export function PageFailed({ error }: ErrorComponentProps) {
  const router = useRouter()
  // After an update the old page asks for code that is no longer there; a reload brings the new one.
  const codeIsGone =
    error instanceof Error && /dynamically imported module|module script/i.test(error.message)
  if (codeIsGone) {
    return (
      <EmptyState
        title="Assay has been updated"
        action={
          <Button variant="primary" onClick={() => location.reload()}>
            Load the new version
          </Button>
        }
      >
        This page belongs to the version before. Your data is as you left it.
      </EmptyState>
    )
  }
  return (
    <ErrorState title="This page could not be shown" error={error} retry={() => void router.invalidate()} />
  )
}

export function NotFound() {
  useEffect(() => {
    document.title = 'No such page · Assay'
  }, [])
  return (
    <main className="mx-auto flex max-w-md flex-col items-center gap-3 px-6 py-20 text-center">
      <h1 className="text-title font-semibold">There is no such page</h1>
      <p className="text-muted">The address may be mistyped, or what it named is gone.</p>
      <Button asChild>
        <Link to="/">Go to the start</Link>
      </Button>
    </main>
  )
}
