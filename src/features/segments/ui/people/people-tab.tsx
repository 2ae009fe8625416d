import { lazy, Suspense } from 'react'
import { SkeletonLines } from '../../../../ui/index.ts'
import type { Segment } from '../../schema.ts'
import { AudiencePeople } from './audience-people.tsx'

// With the drawer of a lead, which people of the audience do not need.
const LeadPeople = lazy(() => import('./lead-people.tsx').then((file) => ({ default: file.LeadPeople })))

interface PeopleTabProps {
  segment: Segment
  isDirty: boolean
}

/** Who matches now, by the rules as they are saved. */
export function PeopleTab({ segment, isDirty }: PeopleTabProps) {
  return (
    <div className="flex flex-col gap-4">
      {isDirty ? (
        <p role="status" className="mx-5 rounded-md bg-warn-soft px-3 py-2 text-warn max-sm:mx-4">
          These are the people of the saved rules. Save your changes to see theirs.
        </p>
      ) : null}
      {segment.target === 'audience' ? (
        <AudiencePeople segment={segment} />
      ) : (
        <Suspense
          fallback={
            <div className="px-5 max-sm:px-4" aria-busy>
              <SkeletonLines lines={8} />
            </div>
          }
        >
          <LeadPeople segment={segment} />
        </Suspense>
      )}
    </div>
  )
}
