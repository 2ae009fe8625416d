import { BadgeCheck, Contact, Mail, Phone } from 'lucide-react'
import { cn } from '../../../../ui/index.ts'
import type { Listing } from '../../schema.ts'

type Contacts = Pick<Listing, 'has_email' | 'has_phone' | 'has_linkedin' | 'verified'>

/** Which contacts come with it, in words. */
export function contactsOf({ has_email, has_phone, has_linkedin }: Contacts): string {
  const names = [has_email && 'email', has_phone && 'phone', has_linkedin && 'LinkedIn'].filter(Boolean)
  return names.length > 0 ? names.join(', ') : 'no contact'
}

const shade = (has: boolean) => cn('size-4', has ? 'text-ink' : 'text-faint opacity-25')

/** Email, phone and LinkedIn always at the same place, so that a column reads downwards. */
export function ContactMarks({ listing }: { listing: Contacts }) {
  const words = `Has ${contactsOf(listing)}${listing.verified ? ', verified' : ''}`
  return (
    <span role="img" aria-label={words} title={words} className="inline-flex items-center gap-2 align-middle">
      <Mail aria-hidden className={shade(listing.has_email)} />
      <Phone aria-hidden className={shade(listing.has_phone)} />
      <Contact aria-hidden className={shade(listing.has_linkedin)} />
      {listing.verified ? <BadgeCheck aria-hidden className="size-4 text-good" /> : null}
    </span>
  )
}
