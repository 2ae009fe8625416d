import type { DemoAccount } from '../../features/accounts/schema.ts'

export const DEMO_PASSWORD = 'assay-demo-1'

/** Who can sign in to the demo world, in the order the sign-in page offers them. */
export const demoAccounts: DemoAccount[] = [
  { email: 'buyer@demo.example', password: DEMO_PASSWORD, about: 'Buys leads: a team with credits' },
  {
    email: 'partner@demo.example',
    password: DEMO_PASSWORD,
    about: 'Sells leads: uploads, listings, earnings',
  },
  { email: 'partner2@demo.example', password: DEMO_PASSWORD, about: 'Sells leads: a second partner' },
  { email: 'operator@demo.example', password: DEMO_PASSWORD, about: 'Runs the platform' },
]
