import { callInWorkspace, type Databases } from '../../../platform/db/index.ts'
import { retryPassing } from '../retry-passing.ts'
import type { QuoteStatus } from '../schema.ts'

/** Gives back what a quote holds, unless it was ordered; answers what has become of it. */
export function cancelQuote(
  db: Databases,
  { workspaceId, actorId, quoteId }: { workspaceId: string; actorId: string | null; quoteId: string },
): Promise<QuoteStatus> {
  return retryPassing(() => callInWorkspace<QuoteStatus>(db, workspaceId, 'cancel_quote', [quoteId, actorId]))
}
