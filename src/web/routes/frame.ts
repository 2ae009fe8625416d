import { createRoute, redirect } from '@tanstack/react-router'
import { meQuery } from '../../features/accounts/ui/use-me.ts'
import { ApiError, queryClient } from '../../ui/index.ts'
import { Frame } from '../layout/frame.tsx'
import { rootRoute } from './root.ts'

/** Everything inside needs a session. */
export const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'frame',
  component: Frame,
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(meQuery)
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error
      throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } })
    }
  },
})
