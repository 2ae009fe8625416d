import { formatCount, formatPercent, Panel, plural, RelativeTime } from '../../../../ui/index.ts'
import type { Blurred, Overlap, OverlapField, OverlapTest } from '../../overlap/schema.ts'
import { stockName } from './stock-name.ts'

const fieldWords: Record<OverlapField, string> = {
  email: 'Email',
  phone: 'Phone',
  linkedin_url: 'LinkedIn',
  full_name: 'Name',
  job_title: 'Job title',
  company_name: 'Company',
  industry: 'Industry',
  company_size: 'Company size',
  city: 'City',
}

/** What the last tests said, the newest whole. */
export function OverlapTests({ overlap: { tests } }: { overlap: Overlap }) {
  if (tests.length === 0) return null
  return (
    <Panel title="What tests said">
      <p className="mb-3 text-sm text-muted">
        In tens, with a little chance added, and nothing where fewer than about twenty would be told apart: so
        nobody in a list can be found out. Of the lists nothing is kept.
      </p>
      <ul className="flex flex-col gap-4">
        {tests.map((test) => (
          <li key={test.id} className="border-t border-line pt-3">
            <p className="flex flex-wrap justify-between gap-x-3">
              <span className="font-medium">
                {stockName(test.stock)}: {sentence(test)}
              </span>
              <span className="text-sm text-muted">
                {plural(test.values, 'value')}, <RelativeTime at={test.created_at} />
              </span>
            </p>
            {test.fields ? <Fields test={test} fields={test.fields} /> : null}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function sentence({ overlap }: OverlapTest): string {
  if (overlap.is === 'few') return 'too few people to tell'
  if (overlap.is === 'nearly_all') return 'nearly everybody'
  return `about ${formatCount(overlap.people ?? 0)} people`
}

function Fields({ test, fields }: { test: OverlapTest; fields: Record<OverlapField, Blurred> }) {
  const whole = test.overlap.people
  return (
    <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      {(Object.keys(fieldWords) as OverlapField[]).map((field) => {
        const share = shareOf(fields[field], whole)
        return (
          <div key={field} className="contents">
            <dt className="text-muted">{fieldWords[field]}</dt>
            <dd className="flex items-center gap-2">
              {share === null ? null : (
                <span aria-hidden className="h-2 w-40 rounded-sm bg-hover max-sm:w-24">
                  <span className="block h-2 rounded-sm bg-muted" style={{ width: `${share * 100}%` }} />
                </span>
              )}
              <span className="tabular">{wordsOf(fields[field], share)}</span>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function shareOf(field: Blurred, whole: number | null): number | null {
  if (field.is === 'nearly_all') return 1
  if (field.is === 'few' || field.people === null || !whole) return null
  return Math.min(1, field.people / whole)
}

function wordsOf(field: Blurred, share: number | null): string {
  if (field.is === 'few') return 'too few to tell'
  if (field.is === 'nearly_all') return 'nearly all'
  const about = `about ${formatCount(field.people ?? 0)}`
  return share === null ? about : `${about}, ${formatPercent(Math.round(share * 100) / 100)}`
}
