import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { meQuery } from '../features/accounts/ui/use-me.ts'
import { ApiError, queryClient } from '../ui/index.ts'
import { parseSearch, type SearchParams, stringifySearch } from '../ui/search-codec.ts'
import { Frame } from './layout/frame.tsx'
import { NotFound, PageFailed, PagePending } from './layout/page-states.tsx'
import { SignedOutLayout } from './layout/signed-out-layout.tsx'

const rootRoute = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
  // Any page may keep filters, sort and tabs here; what a page does not know it does not read.
  validateSearch: (search): SearchParams =>
    Object.fromEntries(Object.entries(search).map(([key, value]) => [key, String(value)])),
})

/** Everything inside needs a session. */
const frameRoute = createRoute({
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

const signedOutRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-out',
  component: SignedOutLayout,
})

const homeRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/home-page.tsx'), 'HomePage'),
})

const leadsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/leads',
  component: lazyRouteComponent(() => import('../features/leads/ui/leads-page.tsx'), 'LeadsPage'),
})
// A drawer's URL: the list's page stays mounted and reads the id with useParams({ strict: false }).
const leadRoute = createRoute({ getParentRoute: () => leadsRoute, path: '$leadId' })
const importRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/leads/import',
  component: lazyRouteComponent(() => import('../features/leads/ui/import-page.tsx'), 'ImportPage'),
})

const marketplaceRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/marketplace',
  component: lazyRouteComponent(
    () => import('../features/marketplace/ui/marketplace-page.tsx'),
    'MarketplacePage',
  ),
})
const listingRoute = createRoute({ getParentRoute: () => marketplaceRoute, path: '$listingId' })
const segmentsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/segments',
  component: lazyRouteComponent(() => import('../features/segments/ui/segments-page.tsx'), 'SegmentsPage'),
})
const newSegmentRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/segments/new',
  component: lazyRouteComponent(
    () => import('../features/segments/ui/new-segment-page.tsx'),
    'NewSegmentPage',
  ),
})
const segmentRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/segments/$segmentId',
  component: lazyRouteComponent(() => import('../features/segments/ui/segment-page.tsx'), 'SegmentPage'),
})
const visitorsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/visitors',
  component: lazyRouteComponent(() => import('../features/pixels/ui/visitors-page.tsx'), 'VisitorsPage'),
})
const visitorRoute = createRoute({ getParentRoute: () => visitorsRoute, path: '$visitorId' })
const pixelsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/pixels',
  component: lazyRouteComponent(() => import('../features/pixels/ui/pixels-page.tsx'), 'PixelsPage'),
})
const newPixelRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/pixels/new',
  component: lazyRouteComponent(() => import('../features/pixels/ui/new-pixel-page.tsx'), 'NewPixelPage'),
})
const pixelRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/pixels/$pixelId',
  component: lazyRouteComponent(() => import('../features/pixels/ui/pixel-page.tsx'), 'PixelPage'),
})
const audienceRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/audience',
  component: lazyRouteComponent(
    () => import('../features/audience/ui/search/audience-page.tsx'),
    'AudiencePage',
  ),
})
const pullsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/audience/pulls',
  component: lazyRouteComponent(() => import('../features/audience/ui/pull/pulls-page.tsx'), 'PullsPage'),
})
const pullRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/audience/pulls/$pullId',
  component: lazyRouteComponent(() => import('../features/audience/ui/pull/pull-page.tsx'), 'PullPage'),
})
const enrichmentsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/enrichment',
  component: lazyRouteComponent(
    () => import('../features/audience/ui/enrichment/enrichments-page.tsx'),
    'EnrichmentsPage',
  ),
})
const newEnrichmentRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/enrichment/new',
  component: lazyRouteComponent(
    () => import('../features/audience/ui/enrichment/new-enrichment-page.tsx'),
    'NewEnrichmentPage',
  ),
})
const overlapRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/enrichment/overlap',
  component: lazyRouteComponent(
    () => import('../features/audience/ui/overlap/overlap-page.tsx'),
    'OverlapPage',
  ),
})
const enrichmentRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/enrichment/$enrichmentId',
  component: lazyRouteComponent(
    () => import('../features/audience/ui/enrichment/enrichment-page.tsx'),
    'EnrichmentPage',
  ),
})
const ordersRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/orders',
  component: lazyRouteComponent(() => import('../features/marketplace/ui/orders-page.tsx'), 'OrdersPage'),
})
const orderRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/orders/$orderId',
  component: lazyRouteComponent(() => import('../features/marketplace/ui/order-page.tsx'), 'OrderPage'),
})
const returnsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/returns',
  component: lazyRouteComponent(
    () => import('../features/marketplace/ui/returns/returns-page.tsx'),
    'ReturnsPage',
  ),
})
const returnRoute = createRoute({ getParentRoute: () => returnsRoute, path: '$returnId' })

const applyRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sell/apply',
  component: lazyRouteComponent(() => import('../features/partners/ui/apply-page.tsx'), 'ApplyPage'),
})
const uploadRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sell/upload',
  component: lazyRouteComponent(() => import('../features/partners/ui/upload-page.tsx'), 'UploadPage'),
})
const listingsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sell/listings',
  component: lazyRouteComponent(() => import('../features/partners/ui/listings-page.tsx'), 'ListingsPage'),
})
const ownListingRoute = createRoute({ getParentRoute: () => listingsRoute, path: '$listingId' })
const earningsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sell/earnings',
  component: lazyRouteComponent(() => import('../features/partners/ui/earnings-page.tsx'), 'EarningsPage'),
})
const partnerReturnsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sell/returns',
  component: lazyRouteComponent(
    () => import('../features/marketplace/ui/returns/partner-returns-page.tsx'),
    'PartnerReturnsPage',
  ),
})
const partnerReturnRoute = createRoute({ getParentRoute: () => partnerReturnsRoute, path: '$returnId' })

const sellRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sell',
  component: lazyRouteComponent(
    () => import('../features/partners/ui/dashboard/dashboard-page.tsx'),
    'DashboardPage',
  ),
})
const statementRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sell/statements/$month',
  component: lazyRouteComponent(
    () => import('../features/partners/ui/statements/statement-page.tsx'),
    'StatementPage',
  ),
})

const creditsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/credits',
  component: lazyRouteComponent(() => import('../features/credits/ui/billing-page.tsx'), 'BillingPage'),
})
const creditHistoryRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/credits/history',
  component: lazyRouteComponent(() => import('../features/credits/ui/history-page.tsx'), 'HistoryPage'),
})
const settingsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/accounts/ui/settings-page.tsx'), 'SettingsPage'),
})
const guardsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/guards',
  component: lazyRouteComponent(() => import('../features/credits/ui/guards-page.tsx'), 'GuardsPage'),
})

/** For the person who holds the first start's token: not an operator yet. */
const claimRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/operator/claim',
  component: lazyRouteComponent(() => import('../features/accounts/ui/claim-page.tsx'), 'ClaimPage'),
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
    () => import('../features/operations/ui/workspaces-page.tsx'),
    'WorkspacesPage',
  ),
})
const operatorPartnersRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'partners',
  component: lazyRouteComponent(() => import('../features/operations/ui/partners-page.tsx'), 'PartnersPage'),
})
const operatorReturnsRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'returns',
  component: lazyRouteComponent(
    () => import('../features/marketplace/ui/returns/operator-returns-page.tsx'),
    'OperatorReturnsPage',
  ),
})
const operatorReturnRoute = createRoute({ getParentRoute: () => operatorReturnsRoute, path: '$returnId' })
const operatorMoneyRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'money',
  component: lazyRouteComponent(() => import('../features/operations/ui/money/money-page.tsx'), 'MoneyPage'),
})
const operatorTransfersRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'money/transfers',
  component: lazyRouteComponent(
    () => import('../features/operations/ui/money/transfers-page.tsx'),
    'TransfersPage',
  ),
})
const operatorOwedRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'money/partners',
  component: lazyRouteComponent(
    () => import('../features/operations/ui/money/owed-partners-page.tsx'),
    'OwedPartnersPage',
  ),
})
const operatorExceptionsRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'exceptions',
  component: lazyRouteComponent(
    () => import('../features/operations/ui/exceptions/exceptions-page.tsx'),
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
    () => import('../features/operations/ui/reconciliation/reconciliation-page.tsx'),
    'ReconciliationPage',
  ),
})
const operatorDayRoute = createRoute({ getParentRoute: () => operatorReconciliationRoute, path: '$day' })
const operatorRulesRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'rules',
  component: lazyRouteComponent(() => import('../features/operations/ui/rules/rules-page.tsx'), 'RulesPage'),
})
const operatorAuditRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'audit-log',
  component: lazyRouteComponent(() => import('../features/operations/ui/audit/audit-page.tsx'), 'AuditPage'),
})
const operatorAudienceRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'audience',
  component: lazyRouteComponent(
    () => import('../features/audience/ui/operator/operator-audience-page.tsx'),
    'OperatorAudiencePage',
  ),
})
const operatorStraysRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'unknown-pixels',
  component: lazyRouteComponent(() => import('../features/pixels/ui/operator/strays-page.tsx'), 'StraysPage'),
})
const operatorPayoutsRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: 'payouts',
  component: lazyRouteComponent(
    () => import('../features/partners/ui/payouts/operator-payouts-page.tsx'),
    'OperatorPayoutsPage',
  ),
})

const signInRoute = createRoute({
  getParentRoute: () => signedOutRoute,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('../features/accounts/ui/sign-in-page.tsx'), 'SignInPage'),
})
const signUpRoute = createRoute({
  getParentRoute: () => signedOutRoute,
  path: '/sign-up',
  component: lazyRouteComponent(() => import('../features/accounts/ui/sign-up-page.tsx'), 'SignUpPage'),
})
const forgotPasswordRoute = createRoute({
  getParentRoute: () => signedOutRoute,
  path: '/forgot-password',
  component: lazyRouteComponent(
    () => import('../features/accounts/ui/forgot-password-page.tsx'),
    'ForgotPasswordPage',
  ),
})
const resetPasswordRoute = createRoute({
  getParentRoute: () => signedOutRoute,
  path: '/reset-password',
  component: lazyRouteComponent(
    () => import('../features/accounts/ui/reset-password-page.tsx'),
    'ResetPasswordPage',
  ),
})
const verifyEmailRoute = createRoute({
  getParentRoute: () => signedOutRoute,
  path: '/verify-email',
  component: lazyRouteComponent(
    () => import('../features/accounts/ui/verify-email-page.tsx'),
    'VerifyEmailPage',
  ),
})
const inviteRoute = createRoute({
  getParentRoute: () => signedOutRoute,
  path: '/invitations/$token',
  component: lazyRouteComponent(() => import('../features/accounts/ui/invite-page.tsx'), 'InvitePage'),
})

const mailboxRoute = createRoute({
  getParentRoute: () => signedOutRoute,
  path: '/mailbox',
  component: lazyRouteComponent(() => import('./pages/mailbox-page.tsx'), 'MailboxPage'),
})

const routeTree = rootRoute.addChildren([
  frameRoute.addChildren([
    homeRoute,
    leadsRoute.addChildren([leadRoute]),
    importRoute,
    segmentsRoute,
    newSegmentRoute,
    segmentRoute,
    marketplaceRoute.addChildren([listingRoute]),
    audienceRoute,
    pullsRoute,
    pullRoute,
    visitorsRoute.addChildren([visitorRoute]),
    pixelsRoute,
    newPixelRoute,
    pixelRoute,
    enrichmentsRoute,
    newEnrichmentRoute,
    overlapRoute,
    enrichmentRoute,
    ordersRoute,
    orderRoute,
    returnsRoute.addChildren([returnRoute]),
    applyRoute,
    uploadRoute,
    listingsRoute.addChildren([ownListingRoute]),
    sellRoute,
    earningsRoute,
    statementRoute,
    partnerReturnsRoute.addChildren([partnerReturnRoute]),
    creditsRoute,
    creditHistoryRoute,
    settingsRoute,
    guardsRoute,
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
  ]),
  signedOutRoute.addChildren([
    signInRoute,
    signUpRoute,
    forgotPasswordRoute,
    resetPasswordRoute,
    verifyEmailRoute,
    inviteRoute,
    mailboxRoute,
  ]),
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
