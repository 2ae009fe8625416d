import { Button, errorText, ProgressBar } from '../../../../ui/index.ts'
import type { ListedPerson } from './read-list.ts'
import { useTest } from './use-overlap.ts'

interface OverlapRunProps {
  stock: string
  people: readonly ListedPerson[]
  isReady: boolean
}

/** Hashes and asks, with how far it is; the answer appears below. */
export function OverlapRun({ stock, people, isReady }: OverlapRunProps) {
  const test = useTest()
  if (!globalThis.crypto?.subtle) {
    return (
      <p className="rounded-md bg-warn-soft px-3 py-2 text-warn">
        This browser hashes only on pages it trusts. Open Assay by https, or on the machine it runs on.
      </p>
    )
  }
  return (
    <>
      {test.error && test.error.name !== 'AbortError' ? (
        <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
          {errorText(test.error)}
        </p>
      ) : null}
      {test.isPending ? (
        <ProgressBar
          label={test.done < people.length ? 'Hashing the list here' : 'Comparing'}
          done={test.done}
          total={people.length}
          unit="people"
          action={
            <Button size="sm" onClick={test.stop}>
              Stop
            </Button>
          }
        />
      ) : (
        <div>
          <Button variant="primary" disabled={!isReady} onClick={() => test.mutate({ stock, people })}>
            Test the overlap
          </Button>
        </div>
      )}
    </>
  )
}
