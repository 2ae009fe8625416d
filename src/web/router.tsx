import { createRouter } from '@tanstack/react-router'
import { parseSearch, stringifySearch } from '../ui/search-codec.ts'
import { NotFound, PageFailed, PagePending } from './layout/page-states.tsx'
import { findRoutes } from './routes/find.ts'
import { frameRoute } from './routes/frame.ts'
import { operatorRoutes } from './routes/operator.ts'
import { rootRoute } from './routes/root.ts'
import { sellRoutes } from './routes/sell.ts'
import { signedOutRoutes } from './routes/signed-out.ts'
import { workRoutes } from './routes/work.ts'
import { workspaceRoutes } from './routes/workspace.ts'

/** The pages inside the frame lie in files named like the groups of the rail (layout/nav.ts). */
const routeTree = rootRoute.addChildren([
  frameRoute.addChildren([
    ...workRoutes,
    ...findRoutes,
    ...sellRoutes,
    ...workspaceRoutes,
    ...operatorRoutes,
  ]),
  signedOutRoutes,
])

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  // A page's code is on its way before the press ends.
  defaultPreload: 'intent',
  defaultPendingMs: 120,
  defaultPendingMinMs: 0,
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: NotFound,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
