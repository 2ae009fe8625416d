import { expect, it } from 'vitest'
import { newCheckoutSchema } from '../../schema.ts'
import { returnPath } from './return-path.ts'

const id = '018f0000-0000-7000-8000-000000000001'
const accepted = (path: string) => newCheckoutSchema.safeParse({ package_id: id, return_to: path }).success

it('is the page somebody is on, without what an earlier payment left in its address', () => {
  const search = `?score=60..&checkout=${id}&checkout_result=paid&q=a%20b`
  const path = returnPath({ pathname: '/marketplace', search })
  expect(path).toBe('/marketplace?score=60..&q=a+b')
  expect(returnPath({ pathname: '/', search: '' })).toBe('/')
})

it('is always a path the server takes, however long or odd the address', () => {
  const odd = new URL('http://assay.example/leads/é ü/\\?q=\u2028x y')
  for (const place of [odd, { pathname: '/leads', search: `?q=${'x'.repeat(600)}` }])
    expect(accepted(returnPath(place))).toBe(true)
  expect(returnPath({ pathname: '/leads', search: `?q=${'x'.repeat(600)}` })).toBe('/leads')
  expect(returnPath({ pathname: `/${'x'.repeat(600)}`, search: '' })).toBe('/credits')
})
