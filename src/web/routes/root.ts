import { createRootRoute, Outlet } from '@tanstack/react-router'
import type { SearchParams } from '../../ui/search-codec.ts'
import { NotFound } from '../layout/page-states.tsx'

export const rootRoute = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
  // Any page may keep filters, sort and tabs here; what a page does not know it does not read.
  validateSearch: (search): SearchParams =>
    Object.fromEntries(Object.entries(search).map(([key, value]) => [key, String(value)])),
})
