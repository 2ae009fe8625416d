import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, EmptyState, ErrorState, RelativeTime, SkeletonLines } from '../../ui/index.ts'

interface Mail {
  id: string
  to: string
  subject: string
  text: string
  sent_at: string
}

/** What a run without a mail server would have sent; only development and demo runs have it. */
export function MailboxPage() {
  const mails = useQuery({
    queryKey: ['mailbox'],
    queryFn: ({ signal }) => api<{ data: Mail[] }>('GET', '/api/mailbox', { signal }),
    refetchInterval: 3000,
  })
  return (
    <div className="flex flex-col gap-4">
      <h1 className="text-title font-semibold">Mailbox</h1>
      <p className="text-sm text-muted">
        No mail server is set, so mails of this demo wait here instead of leaving.{' '}
        <Link to="/" className="underline underline-offset-2">
          Back to Assay
        </Link>
      </p>
      {mails.isPending ? <SkeletonLines lines={4} /> : null}
      {mails.isError ? (
        <ErrorState title="The mailbox could not be read" error={mails.error} retry={mails.refetch} />
      ) : null}
      {mails.data?.data.length === 0 ? (
        <EmptyState title="No mail yet">
          Sign up, invite somebody or reset a password, and it appears here.
        </EmptyState>
      ) : null}
      <ul className="flex flex-col gap-3">
        {mails.data?.data.map((mail) => (
          <li key={mail.id} className="rounded-md border border-line p-3">
            <div className="flex justify-between gap-3 text-sm text-muted">
              <span className="truncate">{mail.to}</span>
              <RelativeTime at={mail.sent_at} />
            </div>
            <h2 className="font-medium">{mail.subject}</h2>
            <p className="mt-1 text-sm break-words whitespace-pre-wrap">
              <WithLinks text={mail.text} />
            </p>
          </li>
        ))}
      </ul>
    </div>
  )
}

function WithLinks({ text }: { text: string }) {
  return text.split(/(https?:\/\/\S+)/).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
      <a key={index} href={part} className="underline underline-offset-2">
        {part}
      </a>
    ) : (
      part
    ),
  )
}
