import { isIPv4, isIPv6 } from 'node:net'

/** An address as a number: 4 bytes of IPv4 (also when written as IPv6), 16 of IPv6. */
export type IpNumber = { version: 4; value: number } | { version: 6; value: bigint }

/** null for what is no address. */
export function ipNumber(text: string): IpNumber | null {
  if (isIPv4(text)) return { version: 4, value: v4Number(text) }
  const bare = text.split('%', 1)[0] ?? ''
  if (!isIPv6(bare)) return null
  const value = v6Number(bare)
  const isMapped = value >> 32n === 0xffffn
  return isMapped ? { version: 4, value: Number(value & 0xffff_ffffn) } : { version: 6, value }
}

function v4Number(text: string): number {
  return text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}

function v6Number(text: string): bigint {
  const dotted = /\d+\.\d+\.\d+\.\d+$/.exec(text)?.[0]
  const plain = dotted === undefined ? text : text.slice(0, -dotted.length) + asGroups(v4Number(dotted))
  const [head = '', tail] = plain.split('::')
  const before = groupsOf(head)
  const after = tail === undefined ? [] : groupsOf(tail)
  const missing = new Array<string>(8 - before.length - after.length).fill('0')
  return [...before, ...missing, ...after].reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n)
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':')
}

function asGroups(value: number): string {
  return `${Math.floor(value / 65_536).toString(16)}:${(value % 65_536).toString(16)}`
}
