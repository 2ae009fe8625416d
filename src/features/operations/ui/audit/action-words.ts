const WORDS: Record<string, string> = {
  'credits.granted': 'Granted credits',
  'credits.forgiven': 'Wrote off owed credits',
  'exception.note': 'Closed an exception',
  'exception.keep': 'Kept credits owed',
  'exception.collect': 'Collected owed credits',
  'exception.grant': 'Granted what was paid for',
  'partner.approved': 'Approved a partner',
  'partner.suspended': 'Suspended a partner',
  'return.accepted': 'Accepted a return',
  'return.refused': 'Refused a return',
  'payout.paid': 'Marked a payout as paid',
  'payout.failed': 'Failed a payout',
  'payouts.exported': 'Exported payouts',
  'package.added': 'Added a package',
  'package.changed': 'Changed a package',
  'package.retired': 'Retired a package',
  'packages.ordered': 'Ordered the packages',
  'money_rules.changed': 'Changed the rules of money',
  'commission_rules.changed': 'Changed the commission',
  'reconciliation.requested': 'Compared a day with Stripe',
  'audience.loaded': 'Loaded people into the audience',
  'audience.cancelled': 'Stopped a load of the audience',
  'audience.activated': 'Changed which audience is searched',
  'figures.checked': 'Had figures checked',
  'superpixel.assigned': 'Said whose an AudienceLab pixel is',
  'operator.claimed': 'Became the operator',
}

/** For the filter. */
export const VERBS = Object.entries(WORDS).map(([value, label]) => ({ value, label }))

/** What an action of the log is called. */
export function actionWords(action: string): string {
  return WORDS[action] ?? action.replaceAll(/[._]/g, ' ')
}
