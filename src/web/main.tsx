import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { onSignedOut, queryClient, UiProvider } from '../ui/index.ts'
import '../ui/theme.css'
import { router } from './router.tsx'

onSignedOut(() => {
  // Pages for the signed out ask too who is here; only those in the frame need somebody.
  if (!router.state.matches.some(({ routeId }) => routeId.startsWith('/frame'))) return
  queryClient.clear()
  void router.navigate({ to: '/sign-in', search: { next: router.state.location.href } })
})

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <UiProvider>
        <RouterProvider router={router} />
      </UiProvider>
    </QueryClientProvider>
  </StrictMode>,
)
