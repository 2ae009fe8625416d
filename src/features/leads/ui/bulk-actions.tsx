import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Sparkles, Tag, Trash2 } from 'lucide-react'
import { useState } from 'react'
import {
  api,
  Button,
  Dialog,
  errorText,
  Field,
  Input,
  Menu,
  plural,
  type SelectionState,
  toast,
} from '../../../ui/index.ts'
import { statuses } from './words.ts'

const MAX_ENRICHED = 10_000

interface BulkActionsProps {
  selection: SelectionState
  /** The filters the list has now, for "all that match". */
  query: Readonly<Record<string, string>>
  total: number | undefined
}

interface BulkAnswer {
  updated: number
  /** false: a job goes on with the rest. */
  done: boolean
}

type BulkChange = { status: string } | { add_tags: string[] } | { remove_tags: string[] }

/** What can be done with the chosen leads, one or all that match. */
export function BulkActions({ selection, query, total }: BulkActionsProps) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [tagging, setTagging] = useState(false)
  const count = selection.count(total)
  const noun = count === null ? 'all that match' : plural(count, 'lead')
  const freshen = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['leads'] }),
      client.invalidateQueries({ queryKey: ['leads-count'] }),
    ])
  const chosenIds = selection.selection.all ? [] : [...selection.selection.ids]
  const isPartOfAll = selection.selection.all && selection.selection.except.size > 0
  const remove = useMutation({
    mutationFn: () => api<{ ids: string[] }>('POST', '/api/leads/deletions', { body: { ids: chosenIds } }),
    onSuccess: async ({ ids }) => {
      selection.clear()
      await freshen()
      toast.undo(`${plural(ids.length, 'lead')} deleted`, () => {
        api('POST', '/api/leads/restorations', { body: { ids } })
          .then(freshen)
          .catch((error) => toast.error('The leads could not be brought back', errorText(error)))
      })
    },
    onError: (error) => toast.error('The leads could not be deleted', errorText(error)),
  })
  const enrich = useMutation({
    mutationFn: () =>
      api<{ id: string }>('POST', '/api/enrichment/matches', {
        body: selection.selection.all ? { filter: query } : { lead_ids: chosenIds },
      }),
    onSuccess: ({ id }) => navigate({ to: '/enrichment/$enrichmentId', params: { enrichmentId: id } }),
    onError: (error) => toast.error('The leads could not be matched', errorText(error)),
  })
  const bulk = useMutation({
    mutationFn: (change: BulkChange) =>
      api<BulkAnswer>('POST', '/api/leads/bulk', { body: { ...targetOf(selection, query), ...change } }),
    onSuccess: async ({ updated, done }) => {
      toast({
        title: `${plural(updated, 'lead')} changed`,
        ...(done ? {} : { description: 'The others follow in the background.' }),
      })
      selection.clear()
      await freshen()
    },
    onError: (error) => toast.error('The leads could not be changed', errorText(error)),
  })
  if (isPartOfAll) return <span className="text-muted">Choose all that match, or some by hand.</span>
  return (
    <>
      <Menu
        trigger={<Button size="sm">Set status</Button>}
        items={statuses.map(({ value, label }) => ({
          label,
          onSelect: () => bulk.mutate({ status: value }),
        }))}
      />
      <Button size="sm" icon={<Tag className="size-4" />} onClick={() => setTagging(true)}>
        Tag
      </Button>
      <Button
        size="sm"
        icon={<Sparkles className="size-4" />}
        busy={enrich.isPending}
        disabled={count !== null && count > MAX_ENRICHED}
        title={count !== null && count > MAX_ENRICHED ? 'At most 10,000 leads at once' : undefined}
        onClick={() => enrich.mutate()}
      >
        Enrich
      </Button>
      <Button
        size="sm"
        variant="danger"
        icon={<Trash2 className="size-4" />}
        disabled={chosenIds.length === 0}
        busy={remove.isPending}
        onClick={() => remove.mutate()}
      >
        Delete {chosenIds.length > 0 ? noun : ''}
      </Button>
      <TagDialog
        open={tagging}
        onOpenChange={setTagging}
        noun={noun}
        onTag={(tags, isAdding) => bulk.mutate(isAdding ? { add_tags: tags } : { remove_tags: tags })}
      />
    </>
  )
}

function targetOf({ selection }: SelectionState, filter: BulkActionsProps['query']) {
  return selection.all ? { filter } : { ids: [...selection.ids] }
}

interface TagDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  noun: string
  onTag: (tags: string[], isAdding: boolean) => void
}

function TagDialog({ open, onOpenChange, noun, onTag }: TagDialogProps) {
  const [text, setText] = useState('')
  const tags = text
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean)
  const send = (isAdding: boolean) => {
    onTag(tags, isAdding)
    onOpenChange(false)
  }
  return (
    <Dialog
      {...{ open, onOpenChange }}
      size="sm"
      title={`Tag ${noun}`}
      footer={
        <>
          <Button disabled={tags.length === 0} onClick={() => send(false)}>
            Take off
          </Button>
          <Button variant="primary" disabled={tags.length === 0} onClick={() => send(true)}>
            Put on
          </Button>
        </>
      }
    >
      <Field label="Tags" hint="Separated by commas">
        <Input value={text} onChange={(event) => setText(event.target.value)} autoFocus />
      </Field>
    </Dialog>
  )
}
