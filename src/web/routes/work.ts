import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from './frame.ts'

const homeRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/home-page.tsx'), 'HomePage'),
})
const leadsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/leads',
  component: lazyRouteComponent(() => import('../../features/leads/ui/leads-page.tsx'), 'LeadsPage'),
})
// A drawer's URL: the list's page stays mounted and reads the id with useParams({ strict: false }).
const leadRoute = createRoute({ getParentRoute: () => leadsRoute, path: '$leadId' })
const importRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/leads/import',
  component: lazyRouteComponent(() => import('../../features/leads/ui/import-page.tsx'), 'ImportPage'),
})
const segmentsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/segments',
  component: lazyRouteComponent(() => import('../../features/segments/ui/segments-page.tsx'), 'SegmentsPage'),
})
const newSegmentRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/segments/new',
  component: lazyRouteComponent(
    () => import('../../features/segments/ui/new-segment-page.tsx'),
    'NewSegmentPage',
  ),
})
const segmentRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/segments/$segmentId',
  component: lazyRouteComponent(() => import('../../features/segments/ui/segment-page.tsx'), 'SegmentPage'),
})

/** Start, and the work with leads that are owned. */
export const workRoutes = [
  homeRoute,
  leadsRoute.addChildren([leadRoute]),
  importRoute,
  segmentsRoute,
  newSegmentRoute,
  segmentRoute,
]
