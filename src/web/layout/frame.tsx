import { Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useMe } from '../../features/accounts/ui/use-me.ts'
import { BuyCredits } from '../../features/credits/ui/buying/buy-credits.tsx'
import { CreditNotices } from '../../features/credits/ui/credit-notices.tsx'
import { SilenceToast } from '../../features/pixels/ui/silence-toast.tsx'
import { startLive, useMedia } from '../../ui/index.ts'
import { operatorNav, workspaceNav } from './nav.ts'
import { NavCommands } from './nav-commands.tsx'
import { PhoneBottom, PhoneTop } from './phone-bars.tsx'
import { Rail } from './rail.tsx'
import { useSameWorkspace } from './use-same-workspace.ts'

/** A page without reload is silent to screen readers; its title says that it changed. */
function PageAnnouncer({ path }: { path: string }) {
  const [title, setTitle] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new path is the reason to read the title again.
  useEffect(() => {
    const timer = setTimeout(() => setTitle(document.title), 300)
    return () => clearTimeout(timer)
  }, [path])
  return (
    <p aria-live="polite" className="sr-only">
      {title}
    </p>
  )
}

/** Around every signed-in page: rail on a desk, bars on a phone, its own colour for the operator. */
export function Frame() {
  const me = useMe()
  const phone = useMedia('(max-width: 639px)')
  const { pathname } = useLocation()
  const operator = pathname.startsWith('/operator')
  const groups = operator ? operatorNav() : workspaceNav(me)
  const workspaceId = me.workspace?.id
  useSameWorkspace(workspaceId)
  // Another workspace has another stream; without one there is nothing to hear.
  useEffect(() => (workspaceId ? startLive() : undefined), [workspaceId])
  return (
    <div className="flex h-dvh max-sm:flex-col">
      <a
        href="#main"
        className="fixed top-2 left-2 z-70 -translate-y-16 rounded-md bg-ink px-3 py-2 text-paper focus:translate-y-0"
      >
        Skip to the page
      </a>
      {phone ? <PhoneTop operator={operator} /> : <Rail groups={groups} operator={operator} />}
      <main
        id="main"
        tabIndex={-1}
        className="flex h-full min-h-0 min-w-0 flex-1 flex-col overflow-hidden outline-none"
      >
        {workspaceId && !operator ? <CreditNotices key={workspaceId} workspaceId={workspaceId} /> : null}
        <div className="min-h-0 flex-1">
          <Outlet />
        </div>
      </main>
      {phone ? <PhoneBottom groups={groups} operator={operator} /> : null}
      <NavCommands groups={groups} />
      {workspaceId && !operator ? <BuyCredits key={workspaceId} /> : null}
      {workspaceId && !operator ? <SilenceToast /> : null}
      <PageAnnouncer path={pathname} />
    </div>
  )
}
