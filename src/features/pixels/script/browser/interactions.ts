import { clean } from './clean.ts'
import { consent, track } from './outbox.ts'
import { emailFields } from './settings.ts'

/** A click on a link to a file or to another site. */
export function noteClick({ target }: Event): void {
  const link = (target as Element).closest?.<HTMLAnchorElement>('a[href]')
  // mail and phone have no host
  if (link?.host) {
    const isFile = /\.(pdf|docx?|xlsx?|pptx?|csv|zip|gz|dmg|exe|apk|mp[34])$/i.test(link.pathname)
    if (isFile || link.host !== location.host)
      track('click', { kind: isFile ? 'file' : 'outbound', target: clean(link.href) })
  }
}

/** A form was sent. Of its fields only the emails are read that the site's owner named. */
export function noteForm({ target }: Event): void {
  const form = target as HTMLFormElement
  track('form', { name: form.getAttribute('name') || form.id })
  try {
    for (const field of document.querySelectorAll<HTMLInputElement>(emailFields))
      if (field.form === form && /.@./.test(field.value)) identify({ email: field.value }, 'form')
  } catch {} // a selector that is none finds nothing
}

/** Who it is, told only of visitors who agreed to be known again. */
export function identify(given: object, from: string): void {
  if (consent > 1) track('identify', { ...given, from })
}
