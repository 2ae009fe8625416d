import { useEffect } from 'react'
import type { Pages } from '../use-pages.ts'

/** Rows left below the last one in sight when the next page is asked for. */
const ahead = 30

/** Reads the next page before the person reaches the end of this one. After a failure it waits to be asked. */
export function useLoading<Row>({ rows, query }: Pages<Row>, lastSeen: number): void {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query
  // Also when a page came back empty and says that there are more.
  const isNear = lastSeen >= rows.length - ahead
  const canLoad = hasNextPage && !isFetchingNextPage && !isFetchNextPageError
  useEffect(() => {
    if (isNear && canLoad) void fetchNextPage()
  }, [isNear, canLoad, fetchNextPage])
}
