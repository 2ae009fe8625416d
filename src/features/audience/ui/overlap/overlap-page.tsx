import { Link } from '@tanstack/react-router'
import { FileUp } from 'lucide-react'
import { useRef, useState } from 'react'
import {
  Button,
  ErrorState,
  Field,
  formatCount,
  Page,
  PageHeader,
  Panel,
  plural,
  Select,
  SkeletonLines,
  Textarea,
} from '../../../../ui/index.ts'
import type { Overlap } from '../../overlap/schema.ts'
import { OverlapRun } from './overlap-run.tsx'
import { OverlapTests } from './overlap-tests.tsx'
import { type ReadList, readList } from './read-list.ts'
import { stockName } from './stock-name.ts'
import { useOverlap } from './use-overlap.ts'

const NOBODY: ReadList = { people: [], unread: 0 }

/** How much of a list the audience or a partner knows, before anything is bought and without sending the list. */
export function OverlapPage() {
  const overlap = useOverlap()
  return (
    <Page narrow>
      <PageHeader
        title="Overlap test"
        note="How much of your list is known, before you buy anything"
        actions={
          <Button asChild>
            <Link to="/enrichment">Enrichment</Link>
          </Button>
        }
      />
      {overlap.isError ? (
        <ErrorState title="Overlap tests could not be read" error={overlap.error} retry={overlap.refetch} />
      ) : null}
      {overlap.isPending ? (
        <Panel>
          <SkeletonLines lines={6} />
        </Panel>
      ) : null}
      {overlap.data ? (
        <>
          <TestForm overlap={overlap.data} />
          <OverlapTests overlap={overlap.data} />
        </>
      ) : null}
    </Page>
  )
}

function TestForm({ overlap }: { overlap: Overlap }) {
  const { stocks, tests_left_today, least_lines, most_lines } = overlap
  const [stock, setStock] = useState(stocks[0]?.stock ?? '')
  const [list, setList] = useState(NOBODY)
  if (stocks.length === 0) {
    return (
      <Panel title="Test a list">
        <p className="text-muted">
          There is nothing to test against yet: no people are loaded into the audience, and no partner has{' '}
          {least_lines} people on sale.
        </p>
      </Panel>
    )
  }
  const wrong = wrongWith(list, overlap)
  return (
    <Panel title="Test a list">
      <div className="flex flex-col gap-3">
        <Field label="Against">
          <Select options={stocks.map(optionOf)} value={stock} onValueChange={setStock} />
        </Field>
        <Field
          label="Emails and phones, one person a line"
          error={wrong ?? undefined}
          hint={`${formatCount(least_lines)} to ${formatCount(most_lines)} lines, or a CSV file. They are hashed here and never sent as they are.`}
        >
          <Textarea
            rows={6}
            className="max-h-48"
            spellCheck={false}
            onChange={(event) => setList(readList(event.target.value))}
            placeholder={'ann@example.com, +1 415 555 0100\nbob@example.com'}
          />
        </Field>
        <ListFile onText={(text) => setList(readList(text))} />
        <p className="text-sm text-muted" role="status">
          {list.people.length > 0
            ? `${plural(list.people.length, 'person', 'people')} read`
            : 'Nobody read yet'}
          {list.unread > 0 ? `, ${plural(list.unread, 'line')} without an email or phone` : ''}.{' '}
          {plural(tests_left_today, 'test')} left today.
        </p>
        <OverlapRun
          stock={stock}
          people={list.people}
          isReady={list.people.length > 0 && wrong === null && tests_left_today > 0}
        />
      </div>
    </Panel>
  )
}

/** A file is read here; it goes nowhere. */
function ListFile({ onText }: { onText: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const [name, setName] = useState<string>()
  return (
    <div className="flex flex-wrap items-center gap-3">
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        aria-label="List of people"
        className="sr-only"
        tabIndex={-1}
        onChange={async (event) => {
          const [file] = event.target.files ?? []
          if (!file) return
          setName(file.name)
          onText(await file.text())
        }}
      />
      <Button size="sm" icon={<FileUp className="size-4" />} onClick={() => input.current?.click()}>
        Read a file instead
      </Button>
      {name ? <span className="text-sm text-muted">{name}</span> : null}
    </div>
  )
}

function wrongWith({ people }: ReadList, { least_lines, most_lines }: Overlap): string | null {
  if (people.length === 0) return null
  if (people.length > most_lines) return `Test at most ${formatCount(most_lines)} people at once.`
  const different = (key: 'email' | 'phone') =>
    new Set(people.map((one) => one[key] ?? '').filter(Boolean)).size
  if (Math.max(different('email'), different('phone')) >= least_lines) return null
  return `At least ${formatCount(least_lines)} different emails or phones, so that the answer tells of nobody in the list.`
}

function optionOf({ stock, people }: Overlap['stocks'][number]) {
  const count = people === null ? '' : `, about ${formatCount(people)} people`
  return { value: stock, label: `${stockName(stock)}${count}` }
}
