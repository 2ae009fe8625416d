import { useState } from 'react'
import { Button, Field, Page, PageHeader, Select } from '../../../ui/index.ts'
import { ImportFlow } from './importing/import-flow.tsx'

const onDuplicateOptions = [
  { value: 'skip', label: 'Leave it as it is' },
  { value: 'fill', label: 'Fill its empty fields' },
  { value: 'overwrite', label: 'Overwrite with the file' },
] as const

/** Brings a list of the workspace's own in. */
export function ImportPage() {
  const [onDuplicate, setOnDuplicate] = useState<(typeof onDuplicateOptions)[number]['value']>('skip')
  return (
    <Page narrow>
      <PageHeader title="Import leads" note="Any CSV; you see how it is read before anything is stored" />
      <div className="px-5 max-sm:px-4">
        <ImportFlow path="/api/leads/imports">
          {({ isSending, problem, send }) => (
            <div className="flex flex-wrap items-end justify-between gap-3">
              <Field label="When a lead is here already">
                <Select
                  options={[...onDuplicateOptions]}
                  value={onDuplicate}
                  onValueChange={setOnDuplicate}
                />
              </Field>
              <Button variant="primary" busy={isSending} onClick={() => send({ on_duplicate: onDuplicate })}>
                Import the file
              </Button>
              <p role="alert" className="w-full text-sm text-bad empty:hidden">
                {problem}
              </p>
            </div>
          )}
        </ImportFlow>
      </div>
    </Page>
  )
}
