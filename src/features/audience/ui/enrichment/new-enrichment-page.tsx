import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import {
  errorText,
  formatBytes,
  Page,
  PageHeader,
  Panel,
  type Step,
  Stepper,
  upload,
} from '../../../../ui/index.ts'
import { DropStep, MapStep, useImportDraft } from '../../../leads/ui/index.ts'
import type { MatchPreview } from '../../enrichment/schema.ts'

const MAX_BYTES = 20_000_000

/** A file to be enriched: drop, map, then see who is known. */
export function NewEnrichmentPage() {
  const draft = useImportDraft()
  const navigate = useNavigate()
  const match = useMutation({
    mutationFn: () => {
      const form = new FormData()
      form.set('mapping', JSON.stringify(draft.mapping))
      form.set('default_country', draft.defaultCountry)
      form.set('file', draft.file as File)
      return upload<MatchPreview>('/api/enrichment/matches', form)
    },
    onSuccess: ({ id }) => navigate({ to: '/enrichment/$enrichmentId', params: { enrichmentId: id } }),
  })
  const choose = (file: File | null) => {
    match.reset()
    draft.choose(file)
  }
  const steps: Step[] = [
    {
      title: 'Drop',
      summary: draft.file ? `${draft.file.name}, ${formatBytes(draft.file.size)}` : 'A file',
      onEdit: () => choose(null),
      children: (
        <DropStep onFile={choose} maxBytes={MAX_BYTES}>
          To 10,000 rows or 20 MB, in any encoding. People are found by email, phone, LinkedIn address, or
          name and company. Nothing is charged before you have seen what it costs, and no lead is made of it.
        </DropStep>
      ),
    },
    {
      title: 'Map',
      summary: 'Columns',
      children: (
        <>
          {match.error ? (
            <p role="alert" className="mb-3 rounded-md bg-bad-soft px-3 py-2 text-bad">
              {errorText(match.error)}
            </p>
          ) : null}
          <MapStep
            draft={draft}
            next="See who is known"
            isBusy={match.isPending}
            takesNames
            onNext={() => match.mutate()}
          />
        </>
      ),
    },
    { title: 'Match', children: null },
  ]
  return (
    <Page narrow>
      <PageHeader title="Enrich a file" note="Its rows come back with what they lacked beside them" />
      <Panel>
        <Stepper steps={steps} current={draft.file ? 1 : 0} />
      </Panel>
    </Page>
  )
}
