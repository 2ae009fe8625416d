import { Link } from '@tanstack/react-router'
import type { SegmentTemplate } from '../../schema.ts'

interface TemplateListProps {
  templates: readonly SegmentTemplate[]
  label: string
}

/** Templates to begin with, each a link to the builder. */
export function TemplateList({ templates, label }: TemplateListProps) {
  return (
    <section aria-label={label}>
      <h3 className="mb-2 text-sm font-medium text-muted">{label}</h3>
      <ul className="grid gap-2 sm:grid-cols-2">
        {templates.map(({ id, name, description }) => (
          <li key={id} className="flex">
            <Link
              to="/segments/new"
              search={{ template: id }}
              className="flex flex-1 flex-col gap-0.5 rounded-md border border-line bg-surface px-3 py-2 hover:bg-hover"
            >
              <span className="font-medium">{name}</span>
              <span className="text-sm text-muted">{description}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
