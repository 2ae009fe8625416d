export { type Answer, type Client, createClient, type RequestOptions } from './client.ts'
export { createDatabase, type TestDatabase } from './create-database.ts'
export { createTestWorld, type TestApp, type TestWorld } from './create-test-world.ts'
