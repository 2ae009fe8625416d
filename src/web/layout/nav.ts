import {
  ChartLine,
  ChartNoAxesColumn,
  Coins,
  Footprints,
  Gem,
  HandCoins,
  House,
  Landmark,
  ListFilter,
  type LucideIcon,
  Radar,
  Receipt,
  Scale,
  ScrollText,
  Settings,
  ShieldCheck,
  SlidersHorizontal,
  Sparkles,
  Store,
  Tags,
  Telescope,
  TrendingUp,
  TriangleAlert,
  Undo2,
  Upload,
  Users,
} from 'lucide-react'
import type { Me } from '../../features/accounts/schema.ts'

export interface NavItem {
  to: string
  label: string
  icon: LucideIcon
  /** Pressed after `g`. */
  key: string
}

export interface NavGroup {
  label: string | null
  items: NavItem[]
}

const upload: NavItem = { to: '/sell/upload', label: 'Upload', icon: Upload, key: 'u' }
const sellItems: NavItem[] = [
  { to: '/sell', label: 'Selling', icon: ChartNoAxesColumn, key: 'd' },
  upload,
  { to: '/sell/listings', label: 'Listings', icon: Tags, key: 'i' },
  { to: '/sell/earnings', label: 'Earnings', icon: TrendingUp, key: 'e' },
  { to: '/sell/returns', label: 'Returned leads', icon: Undo2, key: 'b' },
]

/** The rail of a workspace: only what this person's workspace can use. */
export function workspaceNav(me: Me): NavGroup[] {
  const start: NavItem = { to: '/', label: 'Start', icon: House, key: 's' }
  if (!me.workspace) return [{ label: null, items: [start] }]
  const sells = me.workspace.partner?.status === 'approved'
  const sell: NavItem[] = sells
    ? sellItems
    : [{ to: '/sell/apply', label: 'Become a partner', icon: Gem, key: 'u' }]
  return [
    { label: null, items: [start] },
    {
      label: 'Work',
      items: [
        { to: '/leads', label: 'Leads', icon: Users, key: 'l' },
        { to: '/segments', label: 'Segments', icon: ListFilter, key: 'g' },
      ],
    },
    {
      label: 'Find',
      items: [
        { to: '/marketplace', label: 'Marketplace', icon: Store, key: 'm' },
        { to: '/audience', label: 'Audience', icon: Telescope, key: 'a' },
        { to: '/visitors', label: 'Visitors', icon: Footprints, key: 'v' },
        { to: '/enrichment', label: 'Enrichment', icon: Sparkles, key: 'n' },
        { to: '/orders', label: 'Orders', icon: Receipt, key: 'o' },
        { to: '/returns', label: 'Returns', icon: Undo2, key: 'r' },
      ],
    },
    { label: 'Sell', items: sell },
    {
      label: 'Workspace',
      items: [
        { to: '/analytics', label: 'Analytics', icon: ChartLine, key: 't' },
        { to: '/credits', label: 'Credits', icon: Coins, key: 'c' },
        { to: '/pixels', label: 'Pixels', icon: Radar, key: 'p' },
        { to: '/settings', label: 'Settings', icon: Settings, key: ',' },
      ],
    },
  ]
}

export function operatorNav(): NavGroup[] {
  return [
    {
      label: null,
      items: [
        { to: '/operator/workspaces', label: 'Workspaces', icon: ShieldCheck, key: 'w' },
        { to: '/operator/partners', label: 'Partners', icon: Gem, key: 'p' },
        { to: '/operator/payouts', label: 'Payouts', icon: HandCoins, key: 'y' },
        { to: '/operator/returns', label: 'Returns', icon: Undo2, key: 'r' },
        { to: '/operator/audience', label: 'Audience', icon: Telescope, key: 'e' },
        { to: '/operator/unknown-pixels', label: 'Unknown pixels', icon: Radar, key: 'k' },
      ],
    },
    {
      label: 'Money',
      items: [
        { to: '/operator/money', label: 'Money', icon: Landmark, key: 'm' },
        { to: '/operator/exceptions', label: 'Exceptions', icon: TriangleAlert, key: 'x' },
        { to: '/operator/reconciliation', label: 'Reconciliation', icon: Scale, key: 'c' },
      ],
    },
    {
      label: 'Control',
      items: [
        { to: '/operator/rules', label: 'Rules', icon: SlidersHorizontal, key: 'u' },
        { to: '/operator/audit-log', label: 'Audit log', icon: ScrollText, key: 'a' },
      ],
    },
  ]
}

/** Three places for the phone's bottom bar; the fourth opens the rest. */
export function phoneNav(groups: readonly NavGroup[]): NavItem[] {
  const items = groups.flatMap((group) => group.items)
  const wanted = [
    '/leads',
    '/marketplace',
    '/sell/upload',
    '/orders',
    '/operator/workspaces',
    '/operator/money',
    '/operator/partners',
    '/',
  ]
  return wanted.flatMap((to) => items.find((item) => item.to === to) ?? []).slice(0, 3)
}
