import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { geoFile } from './geo-file.test-kit.ts'
import { openPlaces } from './places.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'assay-geo-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

it('tells country and region by the operator’s file', async () => {
  const file = join(dir, 'city.mmdb')
  await writeFile(
    file,
    geoFile([
      [
        '203.0.113.0/24',
        { country: { iso_code: 'US' }, subdivisions: [{ iso_code: 'CA', names: { en: 'California' } }] },
      ],
      ['198.51.100.0/25', { country: { iso_code: 'DE' } }],
    ]),
  )
  const placeOf = openPlaces(file)
  expect(placeOf('203.0.113.77')).toEqual({ country: 'US', region: 'California' })
  expect(placeOf('198.51.100.1')).toEqual({ country: 'DE', region: null })
  expect(placeOf('198.51.100.200')).toEqual({ country: null, region: null })
  expect(placeOf('2001:db8::1')).toEqual({ country: null, region: null })
})

it('knows no place without a file, and does not start with one that is none', async () => {
  expect(openPlaces(null)('203.0.113.77')).toEqual({ country: null, region: null })
  expect(() => openPlaces(join(dir, 'absent.mmdb'))).toThrow(/ENOENT/)
})
