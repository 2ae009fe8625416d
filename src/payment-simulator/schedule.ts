import type { Logger } from '../platform/log.ts'
import type { StripeError } from './http/stripe-error.ts'
import type { Task } from './store/kinds.ts'
import { newId, now, type World } from './world.ts'

/** To be done by itself, also after a restart. */
export function plan(world: World, action: Task['action'], subject: string, inSeconds: number) {
  const due = Date.now() + inSeconds * 1000
  world.store.put('task', { id: newId('task'), object: 'task', created: now(), due, action, subject })
}

type Actions = Record<Task['action'], (world: World, subject: string) => unknown>

/** Does what is due. Returns how to stop. */
export function startSchedule(world: World, actions: Actions, log: Logger): () => void {
  let timer: NodeJS.Timeout | undefined
  const wake = () => {
    clearTimeout(timer)
    const due = Math.min(...world.store.list('task').map((task) => task.due))
    // A timer cannot wait longer than 24 days.
    if (Number.isFinite(due)) timer = setTimeout(run, Math.min(86_400_000, Math.max(0, due - Date.now())))
  }
  const run = () => {
    for (const task of world.store.list('task').filter(({ due }) => due <= Date.now())) {
      perform(world, task, actions, log)
    }
    wake()
  }
  world.store.onCommit(wake)
  wake()
  return () => clearTimeout(timer)
}

/** What can no longer be done (a session paid before it expired) is done with. */
function perform(world: World, task: Task, actions: Actions, log: Logger) {
  try {
    world.store.transaction(() => {
      world.store.remove('task', task.id)
      actions[task.action](world, task.subject)
    })
  } catch (error) {
    log.debug({ err: error as StripeError }, 'a planned step of the payment simulator no longer applies')
    world.store.transaction(() => world.store.remove('task', task.id))
  }
}
