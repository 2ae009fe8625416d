import type { Finding } from '../schema.ts'
import { type FetchOptions, fetchPage, type Page, PageError } from './fetch-page.ts'
import { InternalAddressError } from './guarded-lookup.ts'

/** Reads the site's page and says whether it could be read; null when there is no page to look into. */
export async function tryPage(
  websiteUrl: string,
  options: FetchOptions,
): Promise<{ finding: Finding; page: Page | null }> {
  try {
    const page = await fetchPage(new URL(websiteUrl), options)
    const why = unreadable(page)
    if (why) return { finding: failed(why.detail, why.fix), page: null }
    const detail = `${page.url.href} answered.`
    return {
      finding: { code: 'reachable', ok: true, title: 'The site can be reached', detail, fix: null },
      page,
    }
  } catch (error) {
    const [detail, fix] = reasonOf(error, new URL(websiteUrl).host)
    return { finding: failed(detail, fix), page: null }
  }
}

function failed(detail: string, fix: string): Finding {
  return { code: 'reachable', ok: false, title: 'The site cannot be read from here', detail, fix }
}

function unreadable({ status, type, url }: Page): { detail: string; fix: string } | null {
  if (status >= 400)
    return {
      detail: `${url.href} answered ${status}.`,
      fix: 'Check the address. A site behind a sign-in or a firewall may still send events: only this look fails.',
    }
  if (type && type !== 'text/html' && type !== 'application/xhtml+xml')
    return {
      detail: `${url.href} is no web page but ${type}.`,
      fix: 'Give the address of a page of the site.',
    }
  return null
}

const CHECK_ADDRESS = 'Check the address in the settings of the pixel.'

/** Words for what went wrong; what is not known says nothing of our own network. */
function reasonOf(error: unknown, host: string): [detail: string, fix: string] {
  if (error instanceof InternalAddressError)
    return [
      `${host} leads to an internal address, and only public ones are read.`,
      'Use the public address of the site. The operator can allow internal ones by PIXEL_INTERNAL_SITES.',
    ]
  if (error instanceof PageError) return [`${host}: ${error.message}.`, CHECK_ADDRESS]
  const { name, code = '' } = error as { name?: string; code?: string }
  if (name === 'TimeoutError' || name === 'AbortError' || code === 'ABORT_ERR' || code === 'ETIMEDOUT')
    return [`${host} did not answer within ten seconds.`, 'Try again when the site answers.']
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return [`No address is known for ${host}.`, CHECK_ADDRESS]
  if (code === 'ECONNREFUSED') return [`${host} does not take connections.`, CHECK_ADDRESS]
  if (/CERT|SSL|TLS|EPROTO|SIGNATURE|ISSUER|SELF_SIGNED|ALTNAME/.test(code))
    return [`${host} has no valid certificate.`, 'Renew the certificate: browsers refuse such a site too.']
  return [`${host} broke off the answer.`, 'Try again when the site answers.']
}
