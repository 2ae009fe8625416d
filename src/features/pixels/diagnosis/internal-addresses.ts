import { BlockList, isIPv6 } from 'node:net'

/** Addresses that are not of the public internet, by the IANA registries of special ones. */
const RANGES = {
  ipv4: [
    ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
    ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
    ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ],
  // Those that carry an IPv4 address inside (NAT64, Teredo, 6to4) are refused whole: no site is reached only by them.
  ipv6: [
    ...['::/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16'],
    ...['3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
  ],
}

const internal = new BlockList()
for (const range of RANGES.ipv4) addRange(internal, range)
for (const range of RANGES.ipv6) addRange(internal, range)

/** Says of an address whether it may be fetched: public, or in one of the ranges that the operator allowed. */
export function addressGuard(allowedRanges: readonly string[]): (address: string) => boolean {
  const allowed = new BlockList()
  for (const range of allowedRanges) addRange(allowed, range)
  return (address) => isIn(allowed, address) || !isIn(internal, address)
}

function isIn(list: BlockList, address: string): boolean {
  // fe80::1%eth0 names an interface, which is none of the address.
  const [plain = address] = address.split('%')
  // A mapped address such as ::ffff:10.0.0.1 is looked up among those of IPv4 too.
  return list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4')
}

function addRange(list: BlockList, range: string): void {
  const [address = '', bits] = range.split('/')
  const family = isIPv6(address) ? 'ipv6' : 'ipv4'
  list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family)
}
