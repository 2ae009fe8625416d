import { Link } from '@tanstack/react-router'
import { Button } from '../../../../ui/index.ts'
import type { SegmentTemplate } from '../../schema.ts'
import { TemplateList } from './template-list.tsx'

interface StartChoiceProps {
  templates: readonly SegmentTemplate[]
  problem: string | null
}

/** Where to begin: common targets, or an empty filter of either kind. */
export function StartChoice({ templates, problem }: StartChoiceProps) {
  const ofAudience = templates.filter(({ target }) => target === 'audience')
  const ofLeads = templates.filter(({ target }) => target === 'leads')
  return (
    <div className="flex max-w-4xl flex-col gap-6 px-5 max-sm:px-4">
      {problem ? (
        <p role="alert" className="rounded-md bg-warn-soft px-3 py-2 text-warn">
          {problem} Begin with one of these.
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button asChild>
          <Link to="/segments/new" search={{ target: 'audience' }}>
            Everybody in the audience
          </Link>
        </Button>
        <Button asChild>
          <Link to="/segments/new" search={{ target: 'leads' }}>
            All your leads
          </Link>
        </Button>
      </div>
      {ofAudience.length > 0 ? <TemplateList templates={ofAudience} label="People of the audience" /> : null}
      {ofLeads.length > 0 ? <TemplateList templates={ofLeads} label="Your leads" /> : null}
    </div>
  )
}
