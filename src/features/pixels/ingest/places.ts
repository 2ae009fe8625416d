import { readFileSync } from 'node:fs'
import { type CityResponse, Reader } from 'maxmind'

export interface Place {
  country: string | null
  region: string | null
}

export type PlaceOf = (address: string) => Place

const NOWHERE: Place = { country: null, region: null }

/** Country and region of an address by a MaxMind file (GeoLite2 or GeoIP2, country or city); without one, nowhere. */
export function openPlaces(file: string | null): PlaceOf {
  if (file === null) return () => NOWHERE
  const reader = new Reader<CityResponse>(readFileSync(file))
  return (address) => {
    const found = reader.get(address)
    if (!found) return NOWHERE
    const subdivision = found.subdivisions?.[0]
    return {
      country: found.country?.iso_code ?? null,
      region: subdivision?.names?.en ?? subdivision?.iso_code ?? null,
    }
  }
}
