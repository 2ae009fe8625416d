import type { Tone } from '../../../../ui/index.ts'
import type { Credits } from '../../schema.ts'
import { creditsInWords } from '../money.ts'

interface BalanceState {
  tone: Tone
  /** In a word or two. */
  label: string
  /** What it means, in a sentence. */
  text: string
}

/** What is to be known of a balance beside its number; null when nothing is. */
export function balanceState({ frozen, low, low_balance }: Credits): BalanceState | null {
  if (frozen) {
    const why =
      frozen.by === 'payment'
        ? `A payment went back after its credits were spent, and ${creditsInWords(frozen.owed)} are owed`
        : (frozen.reason ?? 'Somebody in this workspace froze it')
    return {
      tone: 'bad',
      label: 'Frozen',
      text: sentence(why, 'No leads can be bought until it is unfrozen'),
    }
  }
  if (!low || low_balance === null) return null
  return {
    tone: 'warn',
    label: 'Low',
    text: `Below the ${creditsInWords(low_balance)} you want to be told of`,
  }
}

function sentence(...parts: string[]): string {
  return `${parts
    .filter(Boolean)
    .map((part) => part.replace(/[.\s]+$/, ''))
    .join('. ')}.`
}

/** What to do about a wallet that is frozen. */
export function unfreezing({ frozen }: Credits): string {
  if (!frozen) return ''
  if (frozen.by === 'members') return 'An owner or admin can unfreeze it under spend guards.'
  return `The next credits that come in pay the ${creditsInWords(frozen.owed)} owed, and the wallet opens again.`
}
