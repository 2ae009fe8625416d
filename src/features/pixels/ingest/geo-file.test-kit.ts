type Value = string | number | Value[] | { [key: string]: Value }

const START = Buffer.from([0xab, 0xcd, 0xef, ...Buffer.from('MaxMind.com')])

/** A MaxMind file of IPv4 networks, by the format's own specification: a tree of bits, 24 to a record, and the values. */
export function geoFile(networks: [cidr: string, value: Value][]): Buffer {
  const nodes: [number | null, number | null][] = [[null, null]]
  const leaves: number[] = []
  const values: Buffer[] = []
  for (const [cidr, value] of networks) {
    const [address = '', length] = cidr.split('/')
    const bits = address
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('')
    let node = 0
    for (const bit of bits.slice(0, Number(length) - 1)) {
      const next = nodes[node]?.[Number(bit)] ?? nodes.push([null, null]) - 1
      ;(nodes[node] as (number | null)[])[Number(bit)] = next
      node = next
    }
    leaves.push(values.reduce((sum, { length: size }) => sum + size, 0))
    values.push(encode(value))
    ;(nodes[node] as (number | null)[])[Number(bits[Number(length) - 1])] = -leaves.length
  }
  const record = (to: number | null) => {
    if (to === null) return nodes.length // nothing known
    return to >= 0 ? to : nodes.length + 16 + (leaves[-to - 1] ?? 0)
  }
  const tree = Buffer.concat(
    nodes.flat().map((to) => {
      const bytes = Buffer.alloc(3)
      bytes.writeUIntBE(record(to), 0, 3)
      return bytes
    }),
  )
  const metadata = {
    ...{ binary_format_major_version: 2, binary_format_minor_version: 0, build_epoch: 1_700_000_000 },
    ...{ database_type: 'Test-City', description: { en: 'Test' }, ip_version: 4, languages: ['en'] },
    ...{ node_count: nodes.length, record_size: 24 },
  }
  return Buffer.concat([tree, Buffer.alloc(16), ...values, START, encode(metadata)])
}

/** Strings, maps, lists and whole numbers; none here is longer than the short form holds but strings. */
function encode(value: Value): Buffer {
  if (typeof value === 'string') {
    const text = Buffer.from(value)
    return Buffer.concat([Buffer.from([(2 << 5) | text.length]), text])
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return Buffer.concat([Buffer.from([(6 << 5) | 4]), bytes])
  }
  if (Array.isArray(value)) return Buffer.concat([Buffer.from([value.length, 11 - 7]), ...value.map(encode)])
  const entries = Object.entries(value)
  return Buffer.concat([
    Buffer.from([(7 << 5) | entries.length]),
    ...entries.flatMap(([key, item]) => [encode(key), encode(item)]),
  ])
}
