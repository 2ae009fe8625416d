import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { ApiError, errorText } from './api.ts'
import { Button } from './button.tsx'

export interface ErrorStateProps {
  error: unknown
  /** What could not be done: "Leads could not be loaded". */
  title?: string
  retry?: () => void
  children?: ReactNode
}

/** `<ErrorState title="Orders could not be loaded" error={query.error} retry={query.refetch} />` */
export function ErrorState({ error, title = 'This could not be loaded', retry, children }: ErrorStateProps) {
  const requestId = error instanceof ApiError ? error.requestId : null
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-14 text-center">
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="text-muted">{errorText(error)}</p>
      {children}
      {retry ? (
        <Button className="mt-2" icon={<RotateCw className="size-3.5" />} onClick={() => retry()}>
          Try again
        </Button>
      ) : null}
      {requestId ? <p className="text-xs text-faint">Request {requestId}</p> : null}
    </div>
  )
}
