import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import {
  api,
  Drawer,
  dropRows,
  ErrorState,
  errorText,
  FactorBars,
  IconButton,
  ScoreMark,
  SkeletonLines,
  TabPanel,
  Tabs,
  toast,
  useSearchParams,
} from '../../../../ui/index.ts'
import { LeadEnrichment } from '../../../audience/ui/index.ts'
import { LeadReturn } from '../../../marketplace/ui/index.ts'
import { LeadVisits } from '../../../pixels/ui/index.ts'
import { type LeadDetail, leadNameOf, readLead } from '../lead.ts'
import { LeadFields } from './lead-fields.tsx'
import { LeadOrigin } from './lead-origin.tsx'
import { LeadTimeline } from './lead-timeline.tsx'

interface LeadDrawerProps {
  leadId: string | undefined
  onClose: () => void
}

/** Everything about one lead: fields to edit in place, where it came from, its score, what happened. */
export function LeadDrawer({ leadId, onClose }: LeadDrawerProps) {
  const lead = useQuery({
    queryKey: ['leads', 'one', leadId],
    queryFn: ({ signal }) => readLead(leadId ?? '', signal),
    enabled: leadId !== undefined,
  })
  const remove = useDelete(onClose)
  return (
    <Drawer
      open={leadId !== undefined}
      onClose={onClose}
      title={lead.data ? leadNameOf(lead.data) : 'Lead'}
      note={lead.data ? [lead.data.job_title, lead.data.company_name].filter(Boolean).join(', ') : undefined}
      actions={
        lead.data ? (
          <IconButton label="Delete this lead" onClick={() => remove.mutate(lead.data)}>
            <Trash2 />
          </IconButton>
        ) : null
      }
    >
      {lead.isPending ? <SkeletonLines lines={10} /> : null}
      {lead.isError ? (
        <ErrorState title="This lead could not be read" error={lead.error} retry={lead.refetch} />
      ) : null}
      {lead.data?.order_id ? <LeadReturn leadId={lead.data.id} /> : null}
      {lead.data ? <LeadBody lead={lead.data} /> : null}
    </Drawer>
  )
}

function LeadBody({ lead }: { lead: LeadDetail }) {
  const [params, update] = useSearchParams()
  return (
    <Tabs
      label="About this lead"
      tabs={[
        { value: 'fields', label: 'Fields' },
        { value: 'score', label: 'Score' },
        { value: 'visits', label: 'Visits' },
        { value: 'timeline', label: 'Timeline' },
      ]}
      value={params.view ?? 'fields'}
      onValueChange={(view) => update({ view: view === 'fields' ? undefined : view }, { replace: true })}
    >
      <TabPanel value="fields">
        <LeadEnrichment key={`enrichment ${lead.id}`} leadId={lead.id} />
        <LeadFields key={lead.id} lead={lead} />
        <LeadOrigin lead={lead} />
      </TabPanel>
      <TabPanel value="score">
        <Score lead={lead} />
      </TabPanel>
      <TabPanel value="visits">
        <LeadVisits key={lead.id} leadId={lead.id} />
      </TabPanel>
      <TabPanel value="timeline">
        <LeadTimeline leadId={lead.id} />
      </TabPanel>
    </Tabs>
  )
}

function Score({ lead }: { lead: LeadDetail }) {
  return (
    <div className="flex flex-col gap-4 px-5">
      <div className="flex items-center gap-3">
        <ScoreMark score={lead.score} factors={lead.score_factors} size="lg" />
        <p className="text-muted">The factors below sum to the score.</p>
      </div>
      <FactorBars score={lead.score} factors={lead.score_factors} />
      {lead.improvements.length > 0 ? (
        <section>
          <h3 className="mb-1 font-semibold">What would raise it</h3>
          <ul className="flex flex-col gap-1">
            {lead.improvements.map((item) => (
              <li key={`${item.factor} ${item.how}`} className="flex gap-2">
                <span className="w-10 shrink-0 text-right tabular text-value">+{item.points}</span>
                {item.how}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  )
}

function useDelete(onClose: () => void) {
  const client = useQueryClient()
  const freshen = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['leads'] }),
      client.invalidateQueries({ queryKey: ['leads-count'] }),
    ])
  return useMutation({
    mutationFn: (lead: LeadDetail) => api('DELETE', `/api/leads/${lead.id}`),
    onMutate: (lead) => {
      onClose()
      return dropRows(client, ['leads'], [lead.id])
    },
    onSuccess: (_, lead) =>
      toast.undo(`${leadNameOf(lead)} deleted`, () => {
        api('POST', `/api/leads/${lead.id}/restoration`, { body: {} })
          .then(freshen)
          .catch((error) => toast.error('The lead could not be brought back', errorText(error)))
      }),
    onError: (error, _, putBack) => {
      putBack?.()
      toast.error('The lead could not be deleted', errorText(error))
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['leads-count'] }),
  })
}
