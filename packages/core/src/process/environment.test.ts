import { expect, test } from 'vitest'
import { loaderVariables, scrubEnvironment } from './index.ts'

const ours = {
  PATH: '/bin',
  HOME: '/home/somebody',
  LOOP_KEY: 'lc_1',
  LOOP_KEY_REVIEWER: 'lc_4',
  LOOP_ENCRYPTION_KEY: 'k',
  LOOPCTL_ORCH_KEY: 'lc_2',
  LOOPCTL_AGENT_KEY: 'lc_3',
  LOOPCTL_SERVER: 'https://loop.example',
  LOOP_SERVER: 'https://loop.example',
  DATABASE_URL: 'postgres://',
  LD_PRELOAD: '/tmp/evil.so',
  DYLD_INSERT_LIBRARIES: '/tmp/evil.dylib',
  NODE_OPTIONS: '--require /tmp/evil.js',
}

test('our own keys reach no child, and everything else does', () => {
  expect(Object.keys(scrubEnvironment(ours))).toMatchInlineSnapshot(`
    [
      "PATH",
      "HOME",
      "LOOPCTL_SERVER",
      "LOOP_SERVER",
      "LD_PRELOAD",
      "DYLD_INSERT_LIBRARIES",
      "NODE_OPTIONS",
    ]
  `)
})

test('what a policy sets cannot make a program load foreign code', () => {
  const kept = scrubEnvironment(
    { CI: '1', LD_PRELOAD: 'x', LD_LIBRARY_PATH: 'x', dyld_x: 'x', NODE_OPTIONS: 'x' },
    { drop: loaderVariables },
  )
  expect(kept).toEqual({ CI: '1' })
})

test('a star stands for any characters and a dot for a dot', () => {
  expect(scrubEnvironment({ 'A.B': '1', AXB: '2', GIT_DIR: '3', MY_GIT_DIR: '4' }, { drop: ['A.B', 'GIT_*'] })).toEqual({
    AXB: '2',
    MY_GIT_DIR: '4',
  })
})

test('the environment that was given is left as it was', () => {
  const before = { ...ours }
  scrubEnvironment(ours, { drop: ['*'] })
  expect(ours).toEqual(before)
})
