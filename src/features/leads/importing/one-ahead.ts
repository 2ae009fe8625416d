/** Asks for the next item while the last one is being worked on, so that reading and storing overlap. */
export async function* oneAhead<T>(
  source: AsyncGenerator<T, void, undefined>,
): AsyncGenerator<T, void, undefined> {
  let next = source.next()
  try {
    for (;;) {
      const item = await next
      if (item.done === true) return
      next = source.next()
      // Awaited in the next round, or dropped when the reader stops before.
      next.catch(() => {})
      yield item.value
    }
  } finally {
    await next.catch(() => {})
    await source.return()
  }
}
