import { useMutation } from '@tanstack/react-query'
import { errorText } from '../../../../ui/index.ts'
import { FormProblem } from '../form-problem.tsx'
import type { DemoAccount } from '../session-api.ts'

interface DemoAccountsProps {
  accounts: DemoAccount[]
  onChoose: (account: DemoAccount) => Promise<void>
}

/** One press signs in to the demo world; only a demo run has any. */
export function DemoAccounts({ accounts, onChoose }: DemoAccountsProps) {
  const choose = useMutation({ mutationFn: onChoose })
  return (
    <section aria-labelledby="demo-accounts" className="border-t border-line pt-4">
      <h2 id="demo-accounts" className="font-medium">
        This is a demo: go in as
      </h2>
      <p className="mt-0.5 text-sm text-muted">
        Everyone here is made up. The password of all is{' '}
        <code className="text-ink">{accounts[0]?.password}</code>.
      </p>
      <ul className="mt-2 flex flex-col gap-1">
        {accounts.map((account) => (
          <li key={account.email}>
            <button
              type="button"
              disabled={choose.isPending}
              onClick={() => choose.mutate(account)}
              className="flex w-full flex-col items-start rounded-md border border-line px-3 py-1.5 text-left hover:bg-hover"
            >
              <span className="font-medium">{account.email}</span>
              <span className="text-sm text-muted">{account.about}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-sm text-muted">
        The buyer's site has a pixel on it:{' '}
        <a
          href="/demo-site"
          target="_blank"
          rel="noopener"
          className="underline underline-offset-2 hover:text-ink"
        >
          click around there
        </a>{' '}
        and watch Visitors as the buyer.
      </p>
      <FormProblem text={choose.error ? errorText(choose.error) : null} />
    </section>
  )
}
