import type { Tone } from '../../../ui/index.ts'
import type { DROP_REASONS, PixelState } from '../schema.ts'

export const stateWords: Record<PixelState, { label: string; tone: Tone }> = {
  waiting: { label: 'Waiting for events', tone: 'warn' },
  live: { label: 'Live', tone: 'good' },
  silent: { label: 'Silent', tone: 'bad' },
  paused: { label: 'Paused', tone: 'neutral' },
}

export const dropWords: Record<(typeof DROP_REASONS)[number], string> = {
  bot: 'From bots',
  internal: 'From internal addresses',
  country: 'From excluded countries',
  path: 'Of excluded pages',
  repeated: 'Sent again',
  clock: 'With a time that cannot be',
  consent: 'Without consent',
  domain: 'From other domains',
  paused: 'While paused',
}

const regions = new Intl.DisplayNames(undefined, { type: 'region' })

/** A country in the reader's language. */
export function countryName(code: string): string {
  try {
    return regions.of(code) ?? code
  } catch {
    return code
  }
}

/** What of an address tells the page: `/pricing?plan=2`, without the site. */
export function pathOf(url: string | null): string {
  if (!url || !URL.canParse(url)) return url ?? ''
  const { pathname, search } = new URL(url)
  return pathname + search
}
