/** How many of `count` pieces of work a second were done. */
export async function rate(count: number, work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (count * 1_000) / (performance.now() - start)
}

export function formatNumber(value: number): string {
  return Math.round(value).toLocaleString('en')
}
