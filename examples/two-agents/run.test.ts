import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

async function printed(name: string): Promise<string[]> {
  const program = join(process.env.LOOP_TEST_PROGRAMS!, `examples/two-agents/${name}.js`)
  const { stdout } = await promisify(execFile)(process.execPath, [program])
  return stdout.split('\n').map((line) => line.replaceAll(/ +/g, ' '))
}

const of = (who: string, lines: readonly string[]) => lines.filter((line) => line.startsWith(`${who} `))

it('three processes with three keys bring a story to verified, and the implementer cannot report it', async () => {
  const lines = await printed('run')
  expect(of('implementer', lines).slice(0, 5)).toEqual([
    'implementer get pending, unverified',
    'implementer contract contracted, unverified',
    'implementer claim assigned, unverified',
    'implementer start-work implementing, unverified',
    'implementer request-review implementing, unverified',
  ])
  // The reviewer may be faster than the attempt, which is then refused for the state.
  expect(of('implementer', lines)[5]).toMatch(/^implementer report refused: 409 (self_report_blocked|invalid_transition)$/)
  expect(of('reviewer', lines)).toEqual(['reviewer report reported_done, unverified', 'reviewer review-complete kept'])
  expect(of('orchestrator', lines).at(-1)).toBe('orchestrator verify reported_done, verified')
  expect(lines).toContain('Log in: reported_done, verified; reported by another agent.')
})

it('one person brings a story to verified in one MCP server, whose tools act as three', async () => {
  const lines = await printed('alone')
  expect(of('one person', lines)).toHaveLength(8)
  expect(lines).toContain('Implemented by implementer-local, reported by reviewer-local: reported_done, verified.')
})
