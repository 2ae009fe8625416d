import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Badge, Button, formatCount, RelativeTime } from '../../../../ui/index.ts'
import type { Visitor } from '../../visitors/schema.ts'
import { browserOf, isOnline, sourceOf } from './visitor.ts'

/** What is known of a visitor, and the way to the lead. */
export function VisitorFacts({ visitor }: { visitor: Visitor }) {
  const { session } = visitor
  return (
    <section aria-label="What is known" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        {isOnline(visitor) ? <Badge tone="good">On the site now</Badge> : null}
        {visitor.lead_id ? (
          <Button asChild size="sm">
            <Link to="/leads/$leadId" params={{ leadId: visitor.lead_id }}>
              Open the lead
            </Link>
          </Button>
        ) : (
          <Badge>Not identified</Badge>
        )}
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <Fact name="Last seen">
          <RelativeTime at={visitor.last_seen_at} />
        </Fact>
        <Fact name="First seen">
          <RelativeTime at={visitor.first_seen_at} />
        </Fact>
        <Fact name="Visits">
          {formatCount(visitor.sessions)} with {formatCount(visitor.page_views)} pages
        </Fact>
        {visitor.company_name ? (
          <Fact name="Company">
            {visitor.company_name}
            {visitor.company_domain ? <span className="text-muted"> {visitor.company_domain}</span> : null}
          </Fact>
        ) : null}
        <Fact name="Came from">{sourceOf(session)}</Fact>
        {browserOf(session) ? <Fact name="Browser">{browserOf(session)}</Fact> : null}
        <Fact name="Pixel">
          <Link
            to="/pixels/$pixelId"
            params={{ pixelId: visitor.pixel_id }}
            className="underline underline-offset-2"
          >
            {visitor.pixel_name}
          </Link>
        </Fact>
      </dl>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words tabular">{children}</dd>
    </>
  )
}
