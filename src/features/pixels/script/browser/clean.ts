import { unkeptParts } from './settings.ts'

const unkept = RegExp(unkeptParts, 'gi')

/** An address without what is nobody's business, as settings-of.ts says. */
export function clean(address: string): string {
  // fifteen events with the longest addresses stay within a request
  return address.replace(unkept, '$1').slice(0, 1500)
}
