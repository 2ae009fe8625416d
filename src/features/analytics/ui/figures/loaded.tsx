import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState, Panel, SkeletonLines } from '../../../../ui/index.ts'

interface LoadedProps<T> {
  figures: UseQueryResult<T>
  /** Of the shape of what comes. */
  lines?: number
  children: (data: T) => ReactNode
}

/** What is shown once the figures are there; those of the last answer stay while the next is on its way. */
export function Loaded<T>({ figures, lines = 6, children }: LoadedProps<T>) {
  if (figures.data !== undefined) return children(figures.data)
  return (
    <Panel>
      {figures.isError ? (
        <ErrorState title="The figures could not be read" error={figures.error} retry={figures.refetch} />
      ) : (
        <div aria-busy>
          <SkeletonLines lines={lines} />
        </div>
      )}
    </Panel>
  )
}
