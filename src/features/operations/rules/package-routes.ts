import { createRoute } from '@hono/zod-openapi'
import { withSystem } from '../../../platform/db/index.ts'
import { type Api, createApi, json, jsonBody } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { userOf } from '../../accounts/index.ts'
import { idParams, middleware, refusals, refusalsOfChange, tags } from '../answers.ts'
import { changePackage, orderPackages } from './change-package.ts'
import { listOperatorPackages } from './list-operator-packages.ts'
import {
  operatorPackagesSchema,
  packageIdSchema,
  packageOrderSchema,
  packageReasonSchema,
  packageTermsSchema,
} from './schema.ts'

const list = createRoute({
  method: 'get',
  path: '/operator/packages',
  tags,
  summary: 'Packages of credits with all their versions',
  middleware,
  responses: { 200: json(operatorPackagesSchema, 'Packages'), ...refusals },
})

const add = createRoute({
  method: 'post',
  path: '/operator/packages',
  tags,
  summary: 'Offer a new package',
  middleware,
  request: { body: jsonBody(packageTermsSchema) },
  responses: { 201: json(packageIdSchema, 'Offered'), ...refusalsOfChange },
})

const change = createRoute({
  method: 'post',
  path: '/operator/packages/{id}/versions',
  tags,
  summary: 'Offer the next version of a package; the one before is retired',
  middleware,
  request: { params: idParams, body: jsonBody(packageTermsSchema) },
  responses: { 201: json(packageIdSchema, 'Offered'), ...refusalsOfChange },
})

const retire = createRoute({
  method: 'post',
  path: '/operator/packages/{id}/retirement',
  tags,
  summary: 'Offer a package no more',
  middleware,
  request: { params: idParams, body: jsonBody(packageReasonSchema) },
  responses: { 200: json(packageIdSchema, 'Retired'), ...refusalsOfChange },
})

const order = createRoute({
  method: 'put',
  path: '/operator/packages/order',
  tags,
  summary: 'The order in which buyers see the packages',
  middleware,
  request: { body: jsonBody(packageOrderSchema) },
  responses: { 200: json(operatorPackagesSchema, 'Packages'), ...refusalsOfChange },
})

export function packageRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(list, async (c) => c.json(await withSystem(db, listOperatorPackages), 200))
    .openapi(add, async (c) => {
      const { reason, ...terms } = c.req.valid('json')
      const wish = { operatorId: userOf(c).id, packageId: null, terms, reason }
      return c.json(await withSystem(db, (tx) => changePackage(tx, wish)), 201)
    })
    .openapi(change, async (c) => {
      const { reason, ...terms } = c.req.valid('json')
      const wish = { operatorId: userOf(c).id, packageId: c.req.valid('param').id, terms, reason }
      return c.json(await withSystem(db, (tx) => changePackage(tx, wish)), 201)
    })
    .openapi(retire, async (c) => {
      const { reason } = c.req.valid('json')
      const wish = { operatorId: userOf(c).id, packageId: c.req.valid('param').id, terms: null, reason }
      return c.json(await withSystem(db, (tx) => changePackage(tx, wish)), 200)
    })
    .openapi(order, async (c) => {
      const { package_ids, reason } = c.req.valid('json')
      const data = await withSystem(db, async (tx) => {
        await orderPackages(tx, userOf(c).id, package_ids, reason)
        return listOperatorPackages(tx)
      })
      return c.json(data, 200)
    })
}
