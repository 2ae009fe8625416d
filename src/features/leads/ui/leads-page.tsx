import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Download, Upload } from 'lucide-react'
import { useMemo, useState } from 'react'
import {
  api,
  Button,
  DataTable,
  EmptyState,
  FilterBar,
  ListPage,
  PageHeader,
  plural,
  toast,
  useCommand,
  useFilters,
  useLive,
  useNewRows,
  usePages,
  useSearchParams,
  useSelection,
} from '../../../ui/index.ts'
import { BulkActions } from './bulk-actions.tsx'
import { LeadDrawer } from './drawer/lead-drawer.tsx'
import { ExportDialog } from './exporting/export-dialog.tsx'
import { ImportChip } from './import-chip.tsx'
import { type Lead, leadIdOf, leadNameOf } from './lead.ts'
import { leadColumns } from './lead-columns.tsx'
import { leadFilters } from './lead-filters.ts'

/** My Leads: every lead of the workspace, live. */
export function LeadsPage() {
  const { leadId } = useParams({ strict: false })
  const navigate = useNavigate()
  const client = useQueryClient()
  const filters = useFilters(leadFilters, { defaultSort: '-created_at' })
  const [{ import_id }, update] = useSearchParams()
  const query = useMemo(
    () => (import_id ? { ...filters.query, import_id } : filters.query),
    [filters.query, import_id],
  )
  const leads = usePages<Lead>({ key: ['leads', query], path: '/api/leads', query })
  const { sort: _, ...matching } = query
  const count = useQuery({
    queryKey: ['leads-count', matching],
    queryFn: ({ signal }) => api<{ count: number }>('GET', '/api/leads/count', { query: matching, signal }),
  })
  const selection = useSelection(query)
  const [exporting, setExporting] = useState(false)
  const fresh = useNewRows(['lead.created'], () => leads.query.refetch())
  useLive(['lead.created'], (event) => {
    void client.invalidateQueries({ queryKey: ['leads-count'] })
    toast({ id: 'new-leads', title: `${plural(event.count, 'new lead')} arrived` })
  })
  useLive(['lead.updated', 'lead.deleted'], () => {
    void client.invalidateQueries({ queryKey: ['leads'] })
    void client.invalidateQueries({ queryKey: ['leads-count'] })
  })
  useCommand({ id: 'leads.export', label: 'Export leads', icon: <Download />, run: () => setExporting(true) })
  const total = count.data?.count

  return (
    <ListPage>
      <PageHeader
        title="Leads"
        actions={
          <>
            <Button icon={<Download className="size-4" />} onClick={() => setExporting(true)}>
              Export
            </Button>
            <Button asChild icon={<Upload className="size-4" />}>
              <Link to="/leads/import">Import</Link>
            </Button>
          </>
        }
      />
      <FilterBar filters={filters} searchLabel="Search name, company, title, email" />
      {import_id ? <ImportChip onRemove={() => update({ import_id: undefined })} /> : null}
      <DataTable
        id="leads"
        label="Leads"
        noun={['lead', 'leads']}
        columns={leadColumns}
        pages={{ ...leads, total }}
        rowId={leadIdOf}
        rowLabel={leadNameOf}
        filters={filters}
        selection={selection}
        fresh={fresh}
        actions={(chosen) => <BulkActions selection={chosen} query={matching} total={total} />}
        canSelectAll
        openId={leadId}
        hrefOf={(lead) => `/leads/${lead.id}`}
        onOpen={(lead) =>
          navigate({
            to: '/leads/$leadId',
            params: { leadId: lead.id },
            search: true,
            replace: Boolean(leadId),
          })
        }
        onBack={() => navigate({ to: '/leads', search: true })}
        empty={
          <EmptyState
            title="No leads yet"
            action={
              <>
                <Button asChild variant="primary">
                  <Link to="/marketplace">Find leads in the marketplace</Link>
                </Button>
                <Button asChild>
                  <Link to="/audience">Search the audience</Link>
                </Button>
                <Button asChild>
                  <Link to="/leads/import">Import a file</Link>
                </Button>
              </>
            }
          >
            Leads you buy, pull, import or send by API appear here, each with its score and where it came
            from.
          </EmptyState>
        }
      />
      <LeadDrawer leadId={leadId} onClose={() => navigate({ to: '/leads', search: true })} />
      <ExportDialog open={exporting} onOpenChange={setExporting} query={query} total={total} />
    </ListPage>
  )
}
