import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from './frame.ts'

const applyRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sell/apply',
  component: lazyRouteComponent(() => import('../../features/partners/ui/apply-page.tsx'), 'ApplyPage'),
})
const sellRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sell',
  component: lazyRouteComponent(
    () => import('../../features/partners/ui/dashboard/dashboard-page.tsx'),
    'DashboardPage',
  ),
})
const uploadRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sell/upload',
  component: lazyRouteComponent(() => import('../../features/partners/ui/upload-page.tsx'), 'UploadPage'),
})
const listingsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sell/listings',
  component: lazyRouteComponent(() => import('../../features/partners/ui/listings-page.tsx'), 'ListingsPage'),
})
const ownListingRoute = createRoute({ getParentRoute: () => listingsRoute, path: '$listingId' })
const earningsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sell/earnings',
  component: lazyRouteComponent(() => import('../../features/partners/ui/earnings-page.tsx'), 'EarningsPage'),
})
const statementRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sell/statements/$month',
  component: lazyRouteComponent(
    () => import('../../features/partners/ui/statements/statement-page.tsx'),
    'StatementPage',
  ),
})
const partnerReturnsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sell/returns',
  component: lazyRouteComponent(
    () => import('../../features/marketplace/ui/returns/partner-returns-page.tsx'),
    'PartnerReturnsPage',
  ),
})
const partnerReturnRoute = createRoute({ getParentRoute: () => partnerReturnsRoute, path: '$returnId' })

/** What a partner does. */
export const sellRoutes = [
  applyRoute,
  sellRoute,
  uploadRoute,
  listingsRoute.addChildren([ownListingRoute]),
  earningsRoute,
  statementRoute,
  partnerReturnsRoute.addChildren([partnerReturnRoute]),
]
