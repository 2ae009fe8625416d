import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Tag, Trash2 } from 'lucide-react'
import { useState } from 'react'
import {
  api,
  Button,
  ConfirmDialog,
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

interface BulkActionsProps {
  selection: SelectionState
  /** The filters the list has now, for "all that match". */
  query: Readonly<Record<string, string>>
  total: number | undefined
}

interface BulkAnswer {
  changed: number
}

/** What can be done with the chosen leads, one or all that match. */
export function BulkActions({ selection, query, total }: BulkActionsProps) {
  const client = useQueryClient()
  const [tagging, setTagging] = useState(false)
  const [deleting, setDeleting] = useState(false)
  const count = selection.count(total)
  const noun = count === null ? 'all that match' : plural(count, 'lead')
  const bulk = useMutation({
    mutationFn: (change: Record<string, unknown>) =>
      api<BulkAnswer>('POST', '/api/leads/bulk', { body: { ...targetOf(selection, query), ...change } }),
    onSuccess: async ({ changed }) => {
      toast({ title: `${plural(changed, 'lead')} changed` })
      selection.clear()
      await client.invalidateQueries({ queryKey: ['leads'] })
      await client.invalidateQueries({ queryKey: ['leads-count'] })
    },
    onError: (error) => toast.error('The leads could not be changed', errorText(error)),
  })
  return (
    <>
      <Menu
        trigger={<Button size="sm">Set status</Button>}
        items={statuses.map(({ value, label }) => ({
          label,
          onSelect: () => bulk.mutate({ action: 'status', status: value }),
        }))}
      />
      <Button size="sm" icon={<Tag className="size-4" />} onClick={() => setTagging(true)}>
        Tag
      </Button>
      <Button
        size="sm"
        variant="danger"
        icon={<Trash2 className="size-4" />}
        onClick={() => setDeleting(true)}
      >
        Delete
      </Button>
      <TagDialog
        open={tagging}
        onOpenChange={setTagging}
        noun={noun}
        onTag={(tags, isAdding) => bulk.mutate({ action: isAdding ? 'add_tags' : 'remove_tags', tags })}
      />
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        tone="danger"
        title={`Delete ${noun}?`}
        confirmLabel={`Delete ${noun}`}
        onConfirm={() => bulk.mutateAsync({ action: 'delete' })}
      >
        They leave every list. Listings of them are withdrawn.
      </ConfirmDialog>
    </>
  )
}

function targetOf({ selection }: SelectionState, filter: BulkActionsProps['query']) {
  return selection.all ? { filter, except: [...selection.except] } : { ids: [...selection.ids] }
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
