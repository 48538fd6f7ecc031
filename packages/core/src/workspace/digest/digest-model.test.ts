import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyRepository, type TestRepository } from '../fixtures/temporary.ts'

const seed = Date.now()
const names = ['a', 'b c', 'd/e', 'd/ü', 'ign.log']

interface FileStep {
  do: 'write' | 'link' | 'chmod' | 'delete' | 'flag'
  name: string
  text: string
}

type Step = FileStep | { do: 'add' | 'commit' }

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
    { seed, numRuns: 10 },
  )
}, 300_000)

/** Takes the step on disk and in the model, which holds what must count. */
function apply(repository: TestRepository, contents: Map<string, string>, step: Step): void {
  if ('name' in step) applyToFile(repository, contents, step)
  else if (step.do === 'add') repository.git('add', '-A')
  else repository.commit()
}

function applyToFile({ git, root }: TestRepository, contents: Map<string, string>, step: FileStep): void {
  if (step.do === 'flag') {
    if (git('ls-files', '--', step.name) !== '') git('update-index', '--assume-unchanged', step.name)
    return
  }
  const path = join(root, step.name)
  if (step.do === 'chmod') {
    const content = contents.get(step.name)
    if (!content?.startsWith('file')) return
    chmodSync(path, 0o755)
    contents.set(step.name, `file x ${content.slice(7)}`)
    return
  }
  rmSync(path, { force: true })
  contents.delete(step.name)
  mkdirSync(dirname(path), { recursive: true })
  if (step.do === 'write') writeFileSync(path, step.text)
  if (step.do === 'link') symlinkSync(step.text.trim(), path)
  if (step.do !== 'delete' && !step.name.endsWith('.log')) contents.set(step.name, contentOf(step))
}

function contentOf({ do: kind, text }: FileStep): string {
  return kind === 'link' ? `link ${text.trim()}` : `file - ${text}`
}
