/**
 * Places of `wanted` among `total`, ascending and the same ones each time: in even steps, `run` of them side by side
 * at each step where there is room for it.
 */
export function spread(total: number, wanted: number, run: number): number[] {
  if (wanted >= total) return Array.from({ length: total }, (_, i) => i)
  const side = wanted >= run && total >= wanted * 2 ? run : 1
  const steps = Math.ceil(wanted / side)
  return Array.from(
    { length: wanted },
    (_, i) => Math.floor((Math.floor(i / side) * total) / steps) + (i % side),
  )
}
