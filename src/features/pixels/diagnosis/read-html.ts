/** What a page's HTML says of pixels, as far as it can be told without running it. */
export interface Findable {
  /** Every pixel key it names in a script address, in the order of the page. */
  pixels: { key: string; src: string; nonce: string | null }[]
  /** Policies it sets itself. */
  csp: string[]
  /** Tag managers add scripts that the HTML does not show. */
  hasTagManager: boolean
}

// Each has a limit: what a page may cost is not for the page to say.
const MAX_TAGS = 2_000
const MAX_PIXELS = 20
const TAG = /<(?:script|meta)\b[^>]{0,4000}>/gi
const PIXEL_SRC = /(?:https?:)?(?:\/\/[^\s"'<>()\\/]{1,260})?\/px\/([a-z0-9]{16})\.js/g

export function readHtml(html: string): Findable {
  // What stands in a comment is not there.
  const live = html.replace(/<!--[\s\S]*?(-->|$)/g, '')
  const tags = (live.match(TAG) ?? []).slice(0, MAX_TAGS)
  const named = new Map([...live.matchAll(PIXEL_SRC)].map(([src, key = '']) => [src, key]))
  return {
    pixels: [...named].slice(0, MAX_PIXELS).map(([src, key]) => ({ key, src, nonce: nonceOf(tags, src) })),
    csp: tags.flatMap(policyOf),
    hasTagManager: /googletagmanager\.com\/(gtm\.js|gtag\/js|ns\.html)/i.test(live),
  }
}

function nonceOf(tags: readonly string[], src: string): string | null {
  const tag = tags.find((one) => /^<script/i.test(one) && attribute(one, 'src') === src)
  return tag ? attribute(tag, 'nonce') : null
}

function policyOf(tag: string): string[] {
  if (attribute(tag, 'http-equiv')?.toLowerCase() !== 'content-security-policy') return []
  return [attribute(tag, 'content') ?? '']
}

function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`[\\s"'/]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag)
  if (!found) return null
  const text = found[1] ?? found[2] ?? found[3] ?? ''
  return text.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}
