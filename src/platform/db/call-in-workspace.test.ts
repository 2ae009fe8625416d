import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../../../test/harness/index.ts'
import { callInWorkspace } from './index.ts'

const A = '01900000-0000-7000-8000-00000000000a'

let world: TestWorld
beforeAll(async () => {
  world = await createTestWorld()
})
afterAll(() => world.dispose())

describe('callInWorkspace', () => {
  it('calls a function for its workspace and leaves none behind on the connection', async () => {
    expect(await callInWorkspace(world.db, A, 'current_workspace', [])).toBe(A)
    const { rows } = await world.db.app.query('select current_workspace() as workspace')
    expect(rows).toEqual([{ workspace: null }])
  })

  it('hands over any text as it is, and nothing as null', async () => {
    const awkward = `'); drop table leads; -- \\' $1 "é 😀\n`
    expect(await callInWorkspace(world.db, A, 'concat', [awkward, null, 'x'])).toBe(`${awkward}x`)
  })

  it('undoes everything when the function fails', async () => {
    const failure = callInWorkspace(world.db, A, 'raise_problem', ['409', 'conflict', 'No.', '{"why": "so"}'])
    await expect(failure).rejects.toMatchObject({ code: 'AS409' })
    expect(await callInWorkspace(world.db, A, 'current_workspace', [])).toBe(A)
  })

  it('refuses what is no UUID, no function name, or holds a NUL', async () => {
    await expect(callInWorkspace(world.db, `${A}'; select 1; --`, 'now', [])).rejects.toThrow(TypeError)
    await expect(callInWorkspace(world.db, A, 'now(); select 1', [])).rejects.toThrow(TypeError)
    await expect(callInWorkspace(world.db, A, 'concat', ['a\0b'])).rejects.toThrow(TypeError)
  })
})
