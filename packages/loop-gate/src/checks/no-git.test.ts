import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/folder.ts'
import { writeAccepted } from '../policy/accepted.ts'
import type { Policy } from '../policy/policy.ts'
import { hashOfPolicy } from '../policy/policy-file.ts'
import { readPolicy } from '../policy/read-policy.ts'

const text = 'version: 1\nmode: enforce\ncriteria: [{ id: clean, kind: git_clean }]\n'
const repository = (name: string) => ({ [`${name}/.loop/gate.yaml`]: text, [`${name}/.git/HEAD`]: 'ref: refs/heads/main\n' })

it('28. in a folder that nobody accepted not even git is started', async () => {
  const folder = temporaryFolder({ ...repository('fresh'), ...repository('accepted'), 'bin/x': '', 'home/x': '' })
  const [fresh, root, home, trace] = ['fresh', 'accepted', 'home', 'trace'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ]
  writeFileSync(join(folder, 'bin/git'), `#!/bin/sh\necho "$PWD $*" >> '${trace}'\nexit 1\n`, { mode: 0o755 })
  const accepted = { root, accepted_at: '2026-01-05T12:00:00.000Z', accepted_by: 'me', paused_until: null }
  await writeAccepted(home, { version: 1, ...accepted, ...(readPolicy(text) as { policy: Policy }), text, hash: hashOfPolicy(text) })

  const words = [join(process.env.LOOP_TEST_PROGRAMS!, 'packages/loop-gate/src/fixtures/stops.js'), home, fresh, root]
  const answers = execFileSync(process.execPath, words, { encoding: 'utf8', env: { PATH: join(folder, 'bin') } })
  expect(JSON.parse(answers)).toEqual([
    { notice: expect.stringContaining('nobody accepted') },
    { notice: expect.stringContaining('could not be judged') },
  ])
  const asked = readFileSync(trace, 'utf8')
  expect(asked).toContain(root)
  expect(asked).not.toContain(fresh)
})
