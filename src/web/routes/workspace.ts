import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from './frame.ts'

const analyticsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/analytics',
  component: lazyRouteComponent(
    () => import('../../features/analytics/ui/analytics-page.tsx'),
    'AnalyticsPage',
  ),
})
// The page stays while its tabs change: it reads which one with useParams({ strict: false }).
const analyticsTabRoute = createRoute({ getParentRoute: () => analyticsRoute, path: '$tab' })
const creditsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/credits',
  component: lazyRouteComponent(() => import('../../features/credits/ui/billing-page.tsx'), 'BillingPage'),
})
const creditHistoryRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/credits/history',
  component: lazyRouteComponent(() => import('../../features/credits/ui/history-page.tsx'), 'HistoryPage'),
})
const pixelsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/pixels',
  component: lazyRouteComponent(() => import('../../features/pixels/ui/pixels-page.tsx'), 'PixelsPage'),
})
const newPixelRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/pixels/new',
  component: lazyRouteComponent(() => import('../../features/pixels/ui/new-pixel-page.tsx'), 'NewPixelPage'),
})
const pixelRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/pixels/$pixelId',
  component: lazyRouteComponent(() => import('../../features/pixels/ui/pixel-page.tsx'), 'PixelPage'),
})
const settingsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings',
  component: lazyRouteComponent(
    () => import('../../features/accounts/ui/settings/settings-page.tsx'),
    'SettingsPage',
  ),
})
const guardsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/guards',
  component: lazyRouteComponent(
    () => import('../../features/credits/ui/guards/guards-page.tsx'),
    'GuardsPage',
  ),
})

/** What a workspace sets up and pays. */
export const workspaceRoutes = [
  analyticsRoute.addChildren([analyticsTabRoute]),
  creditsRoute,
  creditHistoryRoute,
  pixelsRoute,
  newPixelRoute,
  pixelRoute,
  settingsRoute,
  guardsRoute,
]
