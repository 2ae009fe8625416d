import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { SignedOutLayout } from '../layout/signed-out-layout.tsx'
import { rootRoute } from './root.ts'

const signedOutRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-out',
  component: SignedOutLayout,
})
const signInRoute = createRoute({
  getParentRoute: () => signedOutRoute,
  path: '/sign-in',
  component: lazyRouteComponent(
    () => import('../../features/accounts/ui/signing-in/sign-in-page.tsx'),
    'SignInPage',
  ),
})
const signUpRoute = createRoute({
  getParentRoute: () => signedOutRoute,
  path: '/sign-up',
  component: lazyRouteComponent(
    () => import('../../features/accounts/ui/signing-in/sign-up-page.tsx'),
    'SignUpPage',
  ),
})
const forgotPasswordRoute = createRoute({
  getParentRoute: () => signedOutRoute,
  path: '/forgot-password',
  component: lazyRouteComponent(
    () => import('../../features/accounts/ui/signing-in/forgot-password-page.tsx'),
    'ForgotPasswordPage',
  ),
})
const resetPasswordRoute = createRoute({
  getParentRoute: () => signedOutRoute,
  path: '/reset-password',
  component: lazyRouteComponent(
    () => import('../../features/accounts/ui/signing-in/reset-password-page.tsx'),
    'ResetPasswordPage',
  ),
})
const verifyEmailRoute = createRoute({
  getParentRoute: () => signedOutRoute,
  path: '/verify-email',
  component: lazyRouteComponent(
    () => import('../../features/accounts/ui/signing-in/verify-email-page.tsx'),
    'VerifyEmailPage',
  ),
})
const inviteRoute = createRoute({
  getParentRoute: () => signedOutRoute,
  path: '/invitations/$token',
  component: lazyRouteComponent(
    () => import('../../features/accounts/ui/signing-in/invite-page.tsx'),
    'InvitePage',
  ),
})
const mailboxRoute = createRoute({
  getParentRoute: () => signedOutRoute,
  path: '/mailbox',
  component: lazyRouteComponent(() => import('../pages/mailbox-page.tsx'), 'MailboxPage'),
})

/** Open to everybody. */
export const signedOutRoutes = signedOutRoute.addChildren([
  signInRoute,
  signUpRoute,
  forgotPasswordRoute,
  resetPasswordRoute,
  verifyEmailRoute,
  inviteRoute,
  mailboxRoute,
])
