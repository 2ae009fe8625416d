import type { AuditEntry } from '../../audit/schema.ts'

type Values = AuditEntry['before']

const textOf = (value: unknown): string => {
  if (value === undefined || value === null) return '–'
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const fieldsOf = (values: Values): Record<string, unknown> =>
  Array.isArray(values) ? { order: values } : (values ?? {})

/** What changed, field by field; what stayed is left out where both sides are known. */
export function Changes({ before, after }: { before: Values; after: Values }) {
  const [old, now] = [fieldsOf(before), fieldsOf(after)]
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (name) => textOf(old[name]) !== textOf(now[name]),
  )
  if (names.length === 0) return null
  return (
    <table className="w-full text-left">
      <thead>
        <tr className="border-b border-line text-sm text-muted">
          <th className="py-1.5 pr-3 font-medium">Field</th>
          <th className="py-1.5 pr-3 font-medium">Before</th>
          <th className="py-1.5 font-medium">After</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name} className="border-b border-line align-top last:border-0">
            <th scope="row" className="py-1.5 pr-3 font-normal text-muted">
              {name.replaceAll('_', ' ')}
            </th>
            <td className="py-1.5 pr-3 break-words tabular">{textOf(old[name])}</td>
            <td className="py-1.5 break-words tabular">{textOf(now[name])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
