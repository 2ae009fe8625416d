import type { DROP_REASONS, Drop, Finding } from '../schema.ts'

type Reason = (typeof DROP_REASONS)[number]

/** Why events of a reason were not taken, and what to do when that is not what one wants. */
const WORDS: Record<Reason, [why: string, fix: string | null]> = {
  bot: ['came from bots', null],
  internal: ['came from internal addresses', 'Look whether the internal addresses of the pixel are right.'],
  country: ['came from excluded countries', 'Look whether the excluded countries of the pixel are right.'],
  path: ['were of excluded pages', 'Look whether the excluded pages of the pixel are right.'],
  repeated: ['had come before', null],
  clock: ['had a time that cannot be', null],
  consent: ['came without consent', "Let the site call assay('consent', …) once a visitor agrees."],
  domain: ['came from other domains', 'Add the domain to the pixel if it is yours.'],
  paused: ['came while the pixel was paused', 'Resume the pixel in its settings.'],
}

/** These are as they should be: nothing to mend. */
const EXPECTED: ReadonlySet<Reason> = new Set(['bot', 'repeated', 'clock'])

/** One finding for each reason for which events of the last day were not taken. */
export function judgeDrops(drops: readonly Drop[], domains: readonly string[]): Finding[] {
  return drops.map(({ reason, events }) => {
    const [why, fix] = WORDS[reason]
    const more = reason === 'domain' ? ` It takes events from ${domains.join(', ')}.` : ''
    return {
      code: 'dropped',
      ok: EXPECTED.has(reason),
      title: `${events} ${events === 1 ? 'event' : 'events'} of the last 24 hours ${why}`,
      detail: `They were not counted.${more}`,
      fix,
    }
  })
}
