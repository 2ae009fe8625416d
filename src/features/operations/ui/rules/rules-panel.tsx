import { useState } from 'react'
import { Badge, Button, formatCount, formatDateTime, Panel } from '../../../../ui/index.ts'
import type { CommissionRules, MoneyRules } from '../../rules/schema.ts'
import { inUnit, RULE_FIELDS } from './rule-fields.ts'
import { RulesDialog } from './rules-dialog.tsx'

export type RuleVersion = (MoneyRules | CommissionRules) & Record<string, unknown>

interface RulesPanelProps {
  kind: 'money' | 'commission'
  versions: readonly (MoneyRules | CommissionRules)[]
}

/** The rules that hold, those to come, and every version before. */
export function RulesPanel({ kind, versions }: RulesPanelProps) {
  const [editing, setEditing] = useState(false)
  const all = versions as RuleVersion[]
  const current = all.find((version) => version.state === 'current') ?? all[0]
  const newest = all[0]
  if (!current || !newest) return null
  return (
    <div className="pt-4">
      <Panel
        title={`Version ${current.version} holds now`}
        actions={
          <Button variant="primary" onClick={() => setEditing(true)}>
            Change
          </Button>
        }
      >
        <dl className="grid gap-x-8 gap-y-2 sm:grid-cols-2">
          {RULE_FIELDS[kind].map((field) => (
            <div
              key={field.name}
              className="flex items-baseline justify-between gap-3 border-b border-line pb-1"
            >
              <dt className="text-muted">{field.label}</dt>
              <dd className="tabular font-medium whitespace-nowrap">
                {formatCount(inUnit(field, current))}
                {field.unit.startsWith('%') ? field.unit : ` ${field.unit}`}
              </dd>
            </div>
          ))}
          {kind === 'money' ? (
            <div className="flex items-baseline justify-between gap-3 border-b border-line pb-1">
              <dt className="text-muted">Currency</dt>
              <dd className="font-medium uppercase">{String(current.currency)}</dd>
            </div>
          ) : null}
        </dl>
      </Panel>
      <Panel title="Versions">
        <ul className="flex flex-col">
          {all.map((version, place) => (
            <li
              key={version.version}
              className="flex flex-col gap-0.5 border-b border-line py-2 last:border-0"
            >
              <p className="flex flex-wrap items-center gap-2">
                <span className="font-medium">Version {version.version}</span>
                {version.state === 'current' ? <Badge tone="good">Holds now</Badge> : null}
                {version.state === 'planned' ? <Badge tone="warn">To come</Badge> : null}
                <span className="text-muted">
                  from {formatDateTime(version.effective_at)}
                  {version.set_by ? `, by ${version.set_by}` : ''}
                </span>
              </p>
              <p>{version.reason}</p>
              <p className="text-sm text-muted">{changesOf(kind, version, all[place + 1])}</p>
            </li>
          ))}
        </ul>
      </Panel>
      <RulesDialog
        key={String(editing)}
        kind={kind}
        newest={newest}
        open={editing}
        onClose={() => setEditing(false)}
      />
    </div>
  )
}

function changesOf(
  kind: RulesPanelProps['kind'],
  version: RuleVersion,
  before: RuleVersion | undefined,
): string {
  if (!before) return ''
  return RULE_FIELDS[kind]
    .filter(({ name }) => version[name] !== before[name])
    .map((field) => {
      const { label, unit } = field
      const now = `${inUnit(field, version)}${unit.startsWith('%') ? unit : ` ${unit}`}`
      return `${label}: ${inUnit(field, before)} to ${now}`
    })
    .join('; ')
}
