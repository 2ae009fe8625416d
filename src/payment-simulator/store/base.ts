/** What the simulator remembers. Fields that start with `_` are its own: no answer and no event shows them. */
export interface StripeObject {
  id: string
  object: string
  created: number
  [field: string]: unknown
}

export type Metadata = Record<string, string>
