import type { Settings } from './browser/settings.ts'

/** What find_pixel() tells, as far as the script wants to know. */
export interface ScriptPixel {
  status: string
  consent: 'off' | 'cookieless' | 'full'
  email_selectors: string[]
  excluded_paths: string[]
  excluded_params: string[]
}

const CONSENTS = ['off', 'cookieless', 'full']
/** What a link of our own mails carries: who was written to, signed. */
const OWN_PARAM = 'assay_id'
/** A fragment that is not the path of a router, and an email anywhere. */
const ALWAYS_UNKEPT = '#(?!!?/).*|[^/?&=#]+(@|%40)[^/?&=#]+'

/** A pixel's settings as its copy of the script takes them: expressions, so that the script needs little code. */
export function settingsOf(key: string, pixel: ScriptPixel): Settings {
  const params = [OWN_PARAM, ...pixel.excluded_params].map(paramPattern).join('|')
  return [
    key,
    CONSENTS.indexOf(pixel.consent),
    // forgiving: one that is no selector leaves the others alone
    pixel.email_selectors.length > 0 ? `:is(${pixel.email_selectors.join()})` : '',
    `^(${pixel.excluded_paths.map(pathPattern).join('|')})$`,
    `([?&](${params})=)[^&#]*|${ALWAYS_UNKEPT}`,
  ]
}

function pathPattern(path: string): string {
  return path.split('*').map(escaped).join('.*')
}

/** As it stands in an address, where it may be written in more than one way. */
function paramPattern(name: string): string {
  const encoded = encodeURIComponent(name)
  return encoded === name ? escaped(name) : `${escaped(name)}|${escaped(encoded)}`
}

function escaped(text: string): string {
  return text.replace(/[\\^$.|?+()[\]{}*]/g, '\\$&')
}
