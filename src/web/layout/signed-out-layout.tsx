import { Outlet } from '@tanstack/react-router'
import { Logo } from '../../ui/index.ts'

/** Around sign-in and the pages that links in mails open. */
export function SignedOutLayout() {
  return (
    <div className="flex min-h-dvh flex-col items-center overflow-auto px-4 pt-[10vh] pb-10">
      <header className="mb-6 flex items-center gap-2 text-lg font-semibold tracking-tight">
        <Logo className="size-7" />
        Assay
      </header>
      <main className="w-full max-w-105 rounded-lg border border-line bg-surface p-6 max-sm:border-0 max-sm:bg-transparent max-sm:p-0">
        <Outlet />
      </main>
      <footer className="mt-6 max-w-105 text-center text-sm text-muted">
        Know what a lead is worth before you pay for it.
      </footer>
    </div>
  )
}
