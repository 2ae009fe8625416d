// A thread of the column index: holds a slice of the rows and answers one question after the other.
import { parentPort, workerData } from 'node:worker_threads'
import type { Rows } from './columns.ts'
import type { Answered, Asked, Questions } from './messages.ts'
import { Scanner } from './scanner.ts'

const scanner = new Scanner(workerData as Rows)

parentPort?.on('message', (asked: Asked) => {
  parentPort?.postMessage(answerTo(asked))
})

function answerTo(asked: Asked): Answered {
  const isStopped = () => Atomics.load(asked.stop, 0) !== 0
  try {
    return { id: asked.id, answer: find(asked, isStopped) }
  } catch (error) {
    if (isStopped()) return { id: asked.id, stopped: true }
    return { id: asked.id, failure: (error as Error).stack ?? String(error) }
  }
}

function find({ question, ask }: Asked, isStopped: () => boolean): unknown {
  if (question === 'count') {
    const { wanted, owned } = ask as Questions['count']['ask']
    return scanner.count(wanted, owned, isStopped)
  }
  if (question === 'facets') return scanner.facets(ask as Questions['facets']['ask'], isStopped)
  const { wanted, places } = ask as Questions['rowsAt']['ask']
  return scanner.rowsAt(wanted, places, isStopped)
}
