import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { fetchPage } from './fetch-page.ts'
import { InternalAddressError } from './guarded-lookup.ts'
import { addressGuard } from './internal-addresses.ts'

describe('what may be fetched', () => {
  const mayFetch = addressGuard([])
  it.each([
    ...[
      '127.0.0.1',
      '10.1.2.3',
      '172.31.255.255',
      '192.168.0.1',
      '169.254.169.254',
      '100.127.0.1',
      '0.0.0.0',
    ],
    ...[
      '224.0.0.1',
      '255.255.255.255',
      '198.18.0.1',
      '::',
      '::1',
      '::ffff:10.0.0.1',
      '::ffff:a00:1',
      'fe80::1%eth0',
    ],
    ...['fd12::1', 'ff02::1', '64:ff9b::a00:1', '2002:a00:1::', '2001::1', '::127.0.0.1', '2001:db8::1'],
  ])('is not %s', (address) => {
    expect(mayFetch(address)).toBe(false)
  })
  it.each([
    '93.184.215.14',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00:1450::1',
    '::ffff:93.184.215.14',
  ])('is %s', (address) => {
    expect(mayFetch(address)).toBe(true)
  })
  it('is what the operator allows, and no more', () => {
    const some = addressGuard(['10.1.0.0/16', 'fd00::1'])
    expect(['10.1.2.3', '::ffff:10.1.2.3', 'fd00::1'].map(some)).toEqual([true, true, true])
    expect(['10.2.0.1', 'fd00::2', '127.0.0.1'].map(some)).toEqual([false, false, false])
  })
})

it('a name is refused by the address it resolves to when the connection is made', async () => {
  let requests = 0
  const server = createServer((_request, response) => {
    requests += 1
    response.end('<p>inside</p>')
  }).listen(0)
  await once(server, 'listening')
  const url = new URL(`http://localhost:${(server.address() as AddressInfo).port}`)
  const options = { ownOrigin: 'https://assay.example', userAgent: 'test' }
  await expect(fetchPage(url, { ...options, mayFetch: addressGuard([]) })).rejects.toThrow(
    InternalAddressError,
  )
  expect(requests).toBe(0)
  const allowed = { ...options, mayFetch: addressGuard(['127.0.0.0/8', '::1']) }
  expect((await fetchPage(url, allowed)).html).toBe('<p>inside</p>')
  server.close()
})
