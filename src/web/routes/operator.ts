import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { meQuery } from '../../features/accounts/ui/use-me.ts'
import { queryClient } from '../../ui/index.ts'
import { frameRoute } from './frame.ts'

/** For the person who holds the first start's token: not an operator yet. */
const claimRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/operator/claim',
  component: lazyRouteComponent(() => import('../../features/accounts/ui/claim-page.tsx'), 'ClaimPage'),
})

/** Hides the operator's pages from others; the server refuses them anyway. */
const operatorRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/operator',
  beforeLoad: async () => {
    const me = await queryClient.ensureQueryData(meQuery)
    if (!me.user?.operator) throw redirect({ to: '/' })
  },
})
const operatorWorkspacesRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'workspaces',
  component: lazyRouteComponent(
    () => import('../../features/operations/ui/workspaces-page.tsx'),
    'WorkspacesPage',
  ),
})
const operatorPartnersRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'partners',
  component: lazyRouteComponent(
    () => import('../../features/operations/ui/partners-page.tsx'),
    'PartnersPage',
  ),
})
const operatorReturnsRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'returns',
  component: lazyRouteComponent(
    () => import('../../features/marketplace/ui/returns/operator-returns-page.tsx'),
    'OperatorReturnsPage',
  ),
})
const operatorReturnRoute = createRoute({ getParentRoute: () => operatorReturnsRoute, path: '$returnId' })
const operatorMoneyRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'money',
  component: lazyRouteComponent(
    () => import('../../features/operations/ui/money/money-page.tsx'),
    'MoneyPage',
  ),
})
const operatorTransfersRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'money/transfers',
  component: lazyRouteComponent(
    () => import('../../features/operations/ui/money/transfers-page.tsx'),
    'TransfersPage',
  ),
})
const operatorOwedRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'money/partners',
  component: lazyRouteComponent(
    () => import('../../features/operations/ui/money/owed-partners-page.tsx'),
    'OwedPartnersPage',
  ),
})
const operatorExceptionsRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'exceptions',
  component: lazyRouteComponent(
    () => import('../../features/operations/ui/exceptions/exceptions-page.tsx'),
    'ExceptionsPage',
  ),
})
const operatorExceptionRoute = createRoute({
  getParentRoute: () => operatorExceptionsRoute,
  path: '$exceptionId',
})
const operatorReconciliationRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'reconciliation',
  component: lazyRouteComponent(
    () => import('../../features/operations/ui/reconciliation/reconciliation-page.tsx'),
    'ReconciliationPage',
  ),
})
const operatorDayRoute = createRoute({ getParentRoute: () => operatorReconciliationRoute, path: '$day' })
const operatorRulesRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'rules',
  component: lazyRouteComponent(
    () => import('../../features/operations/ui/rules/rules-page.tsx'),
    'RulesPage',
  ),
})
const operatorAuditRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'audit-log',
  component: lazyRouteComponent(
    () => import('../../features/operations/ui/audit/audit-page.tsx'),
    'AuditPage',
  ),
})
const operatorAudienceRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'audience',
  component: lazyRouteComponent(
    () => import('../../features/audience/ui/operator/operator-audience-page.tsx'),
    'OperatorAudiencePage',
  ),
})
const operatorStraysRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'unknown-pixels',
  component: lazyRouteComponent(
    () => import('../../features/pixels/ui/operator/strays-page.tsx'),
    'StraysPage',
  ),
})
const operatorPayoutsRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'payouts',
  component: lazyRouteComponent(
    () => import('../../features/partners/ui/payouts/operator-payouts-page.tsx'),
    'OperatorPayoutsPage',
  ),
})

/** What runs the platform. */
export const operatorRoutes = [
  claimRoute,
  operatorRoute.addChildren([
    operatorWorkspacesRoute,
    operatorPartnersRoute,
    operatorPayoutsRoute,
    operatorAudienceRoute,
    operatorStraysRoute,
    operatorMoneyRoute,
    operatorTransfersRoute,
    operatorOwedRoute,
    operatorExceptionsRoute.addChildren([operatorExceptionRoute]),
    operatorReconciliationRoute.addChildren([operatorDayRoute]),
    operatorRulesRoute,
    operatorAuditRoute,
    operatorReturnsRoute.addChildren([operatorReturnRoute]),
  ]),
]
