import { type LookupAddress, lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'

export class InternalAddressError extends Error {
  constructor(host: string) {
    super(`${host} leads to an internal address`)
    this.name = 'InternalAddressError'
  }
}

/**
 * Resolves a name for a connection that is about to be made: what was checked is what is connected to, so a name that
 * changes its address meanwhile gains nothing. One forbidden address among several refuses the name.
 */
export function guardedLookup(mayFetch: (address: string) => boolean): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, [])
      if (addresses.some(({ address }) => !mayFetch(address)))
        return callback(new InternalAddressError(host), [])
      if (options.all) return callback(null, addresses)
      callback(null, addresses[0]?.address ?? '', addresses[0]?.family)
    })
  }
}

/** An address that stands in the URL is looked up by nobody, so it is checked here. */
export function refuseLiteral({ hostname }: URL, mayFetch: (address: string) => boolean): void {
  const literal = hostname.replace(/^\[|\]$/g, '')
  if (isIP(literal) && !mayFetch(literal)) throw new InternalAddressError(literal)
}
