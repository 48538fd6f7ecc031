import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyRepository } from '../testing/temporary.ts'

const seed = Date.now()
const names = ['a', 'b c', 'd/e', 'd/ü', 'ign.log']

type Step = { do: 'write' | 'link' | 'chmod' | 'delete' | 'flag'; name: string; text: string } | { do: 'add' | 'commit' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom('write', 'link', 'chmod', 'delete', 'flag'),
    name: fc.constantFrom(...names),
    text: fc.constantFrom('1', '2', '1\r\n'),
  }),
  fc.record({ do: fc.constantFrom('add', 'commit') }),
)

test(`after any steps, the digest is equal exactly where the content is (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const repository = emptyRepository()
      repository.write('.gitignore', '*.log\n')
      const contents = new Map<string, string>()
      const digests = new Map<string, string>()
      for (const each of steps) {
        apply(repository, contents, each)
        const content = JSON.stringify([...contents].sort())
        const digest = await repository.digest()
        expect(digest).toBe(digests.get(content) ?? digest)
        digests.set(content, digest!)
      }
      expect(new Set(digests.values()).size).toBe(digests.size)
    }),
    { seed, numRuns: 15 },
  )
}, 300_000)

/** Takes the step on disk and in the model, which holds what must count. */
function apply({ commit, git, root }: ReturnType<typeof emptyRepository>, contents: Map<string, string>, step: Step): void {
  if (step.do === 'add') return void git('add', '-A')
  if (step.do === 'commit') return commit()
  const path = join(root, step.name)
  const counted = step.name !== 'ign.log'
  if (step.do === 'flag') {
    if (git('ls-files', '--', step.name) !== '') git('update-index', '--assume-unchanged', step.name)
  } else if (step.do === 'chmod') {
    if (!existsSync(path) || !contents.get(step.name)?.startsWith('file')) return
    chmodSync(path, 0o755)
    contents.set(step.name, `file x ${contents.get(step.name)!.slice(7)}`)
  } else {
    rmSync(path, { force: true })
    contents.delete(step.name)
    mkdirSync(dirname(path), { recursive: true })
    if (step.do === 'write') writeFileSync(path, step.text)
    if (step.do === 'link') symlinkSync(step.text.trim(), path)
    if (step.do !== 'delete' && counted) contents.set(step.name, step.do === 'link' ? `link ${step.text.trim()}` : `file - ${step.text}`)
  }
}
