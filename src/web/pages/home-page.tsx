import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { authConfigQuery } from '../../features/accounts/ui/session-api.ts'
import { useMe } from '../../features/accounts/ui/use-me.ts'
import { useBalance } from '../../features/credits/ui/index.ts'
import { Credits, Kbd, Page, PageHeader, Panel } from '../../ui/index.ts'

interface Step {
  to: string
  title: string
  text: ReactNode
}

const buying: Step[] = [
  {
    to: '/marketplace',
    title: 'Find leads worth buying',
    text: 'Filter by industry, seniority, place and score. Who it is stays hidden until you buy; every listing shows its score and what it is made of.',
  },
  {
    to: '/audience',
    title: 'Search the audience',
    text: 'Millions of people by job, company and place, counted as you choose. Pull those you want as leads; who is yours already is never paid again.',
  },
  {
    to: '/leads',
    title: 'Work your leads',
    text: 'Bought, pulled and imported leads arrive here live. Search, tag, change their status, edit in place, export.',
  },
  {
    to: '/leads/import',
    title: 'Import your own list',
    text: 'Any CSV: Assay finds the columns, cleans and checks each row, and joins duplicates. Nobody you own is ever sold to you.',
  },
]

const selling: Step[] = [
  {
    to: '/sell/upload',
    title: 'Upload leads to sell',
    text: 'Drop a CSV, look at the mapping, set a price. Duplicates and people who must not be sold are kept out.',
  },
  {
    to: '/sell/listings',
    title: 'Look after your listings',
    text: 'Change prices, withdraw, see what sold.',
  },
  {
    to: '/sell/earnings',
    title: 'See what you earned',
    text: 'Each sale with its rate and the day it is released.',
  },
]

const operating: Step[] = [
  {
    to: '/operator/partners',
    title: 'Decide about partners',
    text: 'Approve who may sell, suspend who may not.',
  },
  {
    to: '/operator/audience',
    title: 'Load the audience',
    text: 'A CSV or Parquet file of people becomes what every workspace searches, without a pause.',
  },
  {
    to: '/operator/workspaces',
    title: 'Grant credits',
    text: 'Find a workspace and give it credits, with a reason that stays.',
  },
]

/** The first screen: what can be done here, in the order a newcomer would try it. */
export function HomePage() {
  const me = useMe()
  const config = useQuery(authConfigQuery)
  const sells = me.workspace?.partner?.status === 'approved'
  return (
    <Page narrow>
      <PageHeader title={`Hello, ${me.user?.name.split(' ')[0] ?? 'there'}`} note={me.workspace?.name} />
      {config.data?.demo ? <DemoNote sells={sells} /> : null}
      {me.user?.operator ? <Steps title="Run the platform" steps={operating} /> : null}
      {sells ? <Steps title="Sell" steps={selling} /> : null}
      {me.workspace ? <Steps title={sells ? 'Buy and work' : 'What to do here'} steps={buying} /> : null}
      {me.workspace ? (
        <div className="flex flex-col gap-1 px-5 text-sm text-muted max-sm:px-4">
          <p>
            No file at hand?{' '}
            <a href="/sample-leads.csv" download className="underline underline-offset-2">
              Download a sample
            </a>
            : twelve made-up people, untidy on purpose.
          </p>
          {sells ? null : (
            <p>
              Have leads to sell?{' '}
              <Link to="/sell/apply" className="underline underline-offset-2">
                Become a partner
              </Link>
              .
            </p>
          )}
        </div>
      ) : null}
    </Page>
  )
}

function DemoNote({ sells }: { sells: boolean }) {
  const balance = useBalance()
  return (
    <Panel title="This is a demo world">
      <p>
        Everybody in it is made up.{' '}
        {sells
          ? 'Upload any CSV with emails or phones and list it; then sign in as buyer@demo.example in another window, buy one of the leads and watch the sale arrive here.'
          : 'You have '}
        {sells ? null : balance.data ? <Credits value={balance.data.balance} unit /> : 'credits'}
        {sells
          ? null
          : ': buy a few leads in the marketplace and see them arrive under Leads while the balance moves. A wrong one can be returned from its order. To see the other side, its earnings and returned leads, sign in as partner@demo.example in another window.'}
      </p>
      <p className="mt-2 text-sm text-muted">
        <Kbd keys="mod+k" /> goes anywhere, <Kbd keys="?" /> lists the keys of a page.
      </p>
    </Panel>
  )
}

function Steps({ title, steps }: { title: string; steps: Step[] }) {
  return (
    <Panel title={title}>
      <ul className="-m-4 divide-y divide-line">
        {steps.map((step) => (
          <li key={step.to}>
            <Link to={step.to} className="group flex items-center gap-4 px-4 py-3 hover:bg-hover">
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{step.title}</span>
                <span className="block text-sm text-muted">{step.text}</span>
              </span>
              <ArrowRight aria-hidden className="size-4 shrink-0 text-faint group-hover:text-ink" />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
