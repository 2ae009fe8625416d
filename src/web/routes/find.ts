import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from './frame.ts'

const marketplaceRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/marketplace',
  component: lazyRouteComponent(
    () => import('../../features/marketplace/ui/marketplace-page.tsx'),
    'MarketplacePage',
  ),
})
const listingRoute = createRoute({ getParentRoute: () => marketplaceRoute, path: '$listingId' })
const ordersRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/orders',
  component: lazyRouteComponent(() => import('../../features/marketplace/ui/orders-page.tsx'), 'OrdersPage'),
})
const orderRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/orders/$orderId',
  component: lazyRouteComponent(() => import('../../features/marketplace/ui/order-page.tsx'), 'OrderPage'),
})
const returnsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/returns',
  component: lazyRouteComponent(
    () => import('../../features/marketplace/ui/returns/returns-page.tsx'),
    'ReturnsPage',
  ),
})
const returnRoute = createRoute({ getParentRoute: () => returnsRoute, path: '$returnId' })
const audienceRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/audience',
  component: lazyRouteComponent(
    () => import('../../features/audience/ui/search/audience-page.tsx'),
    'AudiencePage',
  ),
})
const pullsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/audience/pulls',
  component: lazyRouteComponent(() => import('../../features/audience/ui/pull/pulls-page.tsx'), 'PullsPage'),
})
const pullRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/audience/pulls/$pullId',
  component: lazyRouteComponent(() => import('../../features/audience/ui/pull/pull-page.tsx'), 'PullPage'),
})
const enrichmentsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/enrichment',
  component: lazyRouteComponent(
    () => import('../../features/audience/ui/enrichment/enrichments-page.tsx'),
    'EnrichmentsPage',
  ),
})
const newEnrichmentRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/enrichment/new',
  component: lazyRouteComponent(
    () => import('../../features/audience/ui/enrichment/new-enrichment-page.tsx'),
    'NewEnrichmentPage',
  ),
})
const overlapRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/enrichment/overlap',
  component: lazyRouteComponent(
    () => import('../../features/audience/ui/overlap/overlap-page.tsx'),
    'OverlapPage',
  ),
})
const enrichmentRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/enrichment/$enrichmentId',
  component: lazyRouteComponent(
    () => import('../../features/audience/ui/enrichment/enrichment-page.tsx'),
    'EnrichmentPage',
  ),
})
const visitorsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/visitors',
  component: lazyRouteComponent(() => import('../../features/pixels/ui/visitors-page.tsx'), 'VisitorsPage'),
})
const visitorRoute = createRoute({ getParentRoute: () => visitorsRoute, path: '$visitorId' })

/** Where new leads come from, and what was bought there. */
export const findRoutes = [
  marketplaceRoute.addChildren([listingRoute]),
  ordersRoute,
  orderRoute,
  returnsRoute.addChildren([returnRoute]),
  audienceRoute,
  pullsRoute,
  pullRoute,
  enrichmentsRoute,
  newEnrichmentRoute,
  overlapRoute,
  enrichmentRoute,
  visitorsRoute.addChildren([visitorRoute]),
]
