import { Link } from '@tanstack/react-router'
import { Button, EmptyState, SkeletonLines } from '../../../../ui/index.ts'
import { TemplateList } from '../new/template-list.tsx'
import { useTemplates } from '../new/use-templates.ts'

/** Nothing saved yet: what a segment is, and some to begin with. */
export function SegmentsEmpty() {
  const templates = useTemplates()
  return (
    <EmptyState
      title="No segments yet"
      action={
        <Button asChild variant="primary">
          <Link to="/segments/new">New segment</Link>
        </Button>
      }
      sample={
        templates.data ? (
          <TemplateList templates={templates.data.data.slice(0, 4)} label="Begin with one of these" />
        ) : templates.isPending ? (
          <SkeletonLines lines={4} />
        ) : null
      }
    >
      A segment keeps a filter of the audience or of your leads: how many match, who comes and goes, and a
      standing order that pulls new ones.
    </EmptyState>
  )
}
