import { useId } from 'react'
import { Field, Input, Textarea } from '../../../../ui/index.ts'
import { useFolders } from '../use-folders.ts'
import type { DraftState } from './use-draft.ts'

interface DetailsFieldsProps {
  state: DraftState
  /** By field, from a refusal. */
  wrong: Record<string, string>
}

/** What it is called, where it lies and what it is for. */
export function DetailsFields({ state: { draft, set }, wrong }: DetailsFieldsProps) {
  const listId = useId()
  const folders = useFolders()
  return (
    <div className="mb-4 grid gap-3 sm:grid-cols-[minmax(0,1fr)_14rem]">
      <Field label="Name" error={wrong.name} required>
        <Input
          name="name"
          maxLength={120}
          value={draft.name}
          onChange={(event) => set({ name: event.target.value })}
          placeholder="VPs of sales in software"
        />
      </Field>
      <Field label="Folder" error={wrong.folder}>
        <Input
          name="folder"
          maxLength={80}
          list={listId}
          value={draft.folder}
          onChange={(event) => set({ folder: event.target.value })}
          placeholder="None"
        />
        <datalist id={listId}>
          {folders.map((folder) => (
            <option key={folder} value={folder} />
          ))}
        </datalist>
      </Field>
      <Field label="Description" error={wrong.description} className="sm:col-span-2">
        <Textarea
          name="description"
          rows={2}
          maxLength={2000}
          value={draft.description}
          onChange={(event) => set({ description: event.target.value })}
          placeholder="Whom it is for and why"
        />
      </Field>
    </div>
  )
}
