import { useMutation } from '@tanstack/react-query'
import { CircleCheck, CircleX, Stethoscope } from 'lucide-react'
import { api, Button, ErrorState } from '../../../../ui/index.ts'
import type { Finding } from '../../schema.ts'

/** Asks the server to read the page, and shows what it found. */
export function Diagnosis({ pixelId }: { pixelId: string }) {
  const diagnosis = useMutation({
    mutationFn: () => api<{ findings: Finding[] }>('POST', `/api/pixels/${pixelId}/diagnoses`),
  })
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <Button
          icon={<Stethoscope aria-hidden className="size-4" />}
          busy={diagnosis.isPending}
          onClick={() => diagnosis.mutate()}
        >
          Find out why nothing comes
        </Button>
        <span role="status" className="text-muted">
          {diagnosis.isPending ? 'Reading the page of the site' : ''}
        </span>
      </div>
      {diagnosis.isError ? (
        <ErrorState
          title="The site could not be looked at"
          error={diagnosis.error}
          retry={() => diagnosis.mutate()}
        />
      ) : null}
      {diagnosis.data ? <Findings findings={diagnosis.data.findings} /> : null}
    </section>
  )
}

/** What is wrong first, each with what to do. */
function Findings({ findings }: { findings: readonly Finding[] }) {
  const sorted = [...findings].sort((a, b) => Number(a.ok) - Number(b.ok))
  return (
    <ul aria-label="What was found" className="divide-y divide-line rounded-md border border-line">
      {sorted.map((finding) => (
        <li key={finding.code + finding.title} className="flex gap-3 p-3">
          {finding.ok ? (
            <CircleCheck aria-label="In order" className="mt-0.5 size-4 shrink-0 text-good" />
          ) : (
            <CircleX aria-label="To mend" className="mt-0.5 size-4 shrink-0 text-bad" />
          )}
          <div className="min-w-0 break-words">
            <p className="font-medium">{finding.title}</p>
            <p className="text-muted">{finding.detail}</p>
            {finding.fix ? <p>{finding.fix}</p> : null}
          </div>
        </li>
      ))}
    </ul>
  )
}
