import { isAllowedHost } from '../domain.ts'
import type { Finding, Pixel } from '../schema.ts'
import { blockedBy, parsePolicies } from './csp.ts'
import type { Page } from './fetch-page.ts'
import { type Findable, readHtml } from './read-html.ts'

/** What the page itself keeps from coming: another host, no script or another one's, a policy. */
export function judgePage(pixel: Pixel, page: Page, appUrl: string): Finding[] {
  const found = readHtml(page.html)
  return [
    judgeDomain(pixel.domains, page.url),
    ...judgeScript(pixel, found),
    judgePolicy(pixel, page, found, appUrl),
  ]
}

function judgeDomain(domains: readonly string[], url: URL): Finding {
  const { host } = url
  const ok = isAllowedHost(domains, url)
  return {
    code: 'domain',
    ok,
    title: ok ? 'The site may send events' : 'The site is not among the domains of the pixel',
    detail: ok
      ? `${host} is among its domains.`
      : `The page is at ${host}; events are taken from ${domains.join(', ')}.`,
    fix: ok ? null : `Add ${host} to the domains of the pixel.`,
  }
}

function judgeScript({ key, snippet }: Pixel, { pixels, hasTagManager }: Findable): Finding[] {
  const isThere = pixels.some((one) => one.key === key)
  const others = pixels.filter((one) => one.key !== key)
  if (!isThere && others.length > 0)
    return [
      {
        code: 'key',
        ok: false,
        title: 'The page has the script of another pixel',
        detail: `It loads ${others.map((one) => one.key).join(', ')}; this pixel is ${key}.`,
        fix: `Put this pixel's snippet into the page: ${snippet}`,
      },
    ]
  if (isThere)
    return [
      {
        code: 'script',
        ok: true,
        title: 'The script is in the page',
        detail: 'The page loads the script of this pixel.',
        fix: null,
      },
    ]
  return [
    {
      code: 'script',
      ok: false,
      title: 'The script is not in the page',
      detail: hasTagManager
        ? 'The HTML does not have it. The page uses Google Tag Manager, which may add it later: that cannot be seen from here.'
        : 'The HTML of the page does not have it, or has it in a comment.',
      fix: hasTagManager
        ? 'Check in Google Tag Manager that the tag fires on all pages and that the container is published.'
        : `Put the snippet into the head of every page: ${snippet}`,
    },
  ]
}

function judgePolicy(pixel: Pixel, page: Page, { pixels, csp }: Findable, appUrl: string): Finding {
  const own = pixels.find((one) => one.key === pixel.key)
  const src = own?.src ?? `${appUrl}/px/${pixel.key}.js`
  const script = URL.canParse(src, page.url) ? new URL(src, page.url) : new URL(appUrl)
  const target = new URL('/px/e', script)
  const policies = parsePolicies([...page.csp, ...csp])
  const directive = blockedBy(policies, { script, nonce: own?.nonce ?? null, target, page: page.url })
  const none = 'It sets no policy against it.'
  return {
    code: 'csp',
    ok: directive === null,
    title: directive
      ? "The page's Content-Security-Policy blocks the pixel"
      : "The page's Content-Security-Policy lets the pixel work",
    detail: directive ? `Its ${directive} does not allow ${script.origin}.` : none,
    fix: directive
      ? `Add ${script.origin} to script-src and to connect-src${hasNonces(policies) ? ', or give the script the nonce of the page' : ''}.`
      : null,
  }
}

function hasNonces(policies: ReturnType<typeof parsePolicies>): boolean {
  return policies.some((policy) => [...policy.values()].flat().some((source) => source.startsWith("'nonce-")))
}
