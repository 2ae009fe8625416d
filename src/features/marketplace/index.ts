export { buyListings, type Purchase } from './buy-listings.ts'
export { marketplaceCron, marketplaceTasks } from './jobs.ts'
export { listListings } from './list-listings.ts'
export { marketplaceRoutes } from './routes.ts'
