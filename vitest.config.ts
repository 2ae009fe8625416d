import { defineConfig } from 'vitest/config'

const faults = ['test/faults/**/*.test.ts']
const journeys = ['test/journeys/**/*.test.ts']
/** Tests that run the built program, after the others. */
const wholeProgram = {
  pool: 'forks',
  isolate: false,
  expect: { poll: { timeout: 10_000 } },
  testTimeout: 240_000,
  hookTimeout: 240_000,
} as const

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'main',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...faults, ...journeys],
          globalSetup: ['test/harness/global-setup.ts'],
          pool: 'forks',
          maxWorkers: 2,
          // Modules are loaded once for all files of a worker, which takes longer than most of the tests.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'faults',
          include: faults,
          globalSetup: ['test/harness/build-server.ts'],
          // They wait more than they work: for what was killed to be back.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          ...wholeProgram,
        },
      },
      {
        test: {
          name: 'journeys',
          include: journeys,
          globalSetup: ['test/harness/build-all.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          ...wholeProgram,
        },
      },
    ],
  },
})
