import { PassThrough } from 'node:stream'
import type { Caller } from 'loop-core'
import { runCommand } from 'loop-core/testing'
import { expect, it } from 'vitest'
import { describeGate, type Gated } from '../fixtures/gated.ts'
import { loopGate } from '../index.ts'

const policy = `version: 1
mode: enforce
criteria:
  - { id: test, title: Tests pass, run: [node, check.mjs], on_stop: require }
  - { id: types, run: [node, types.mjs], on_stop: require }
`

async function command({ call }: Gated, ...words: string[]) {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const caller: Caller = { call: (name, input) => call(name, input as object), allowed: async () => undefined, close: async () => {} }
  const line = { name: 'loop-gate', version: '1.2.3', modules: [loopGate], caller, format: 'human' as const, environment: {} }
  const exitCode = await runCommand({ ...line, stdin, stdout, stderr, signal: new AbortController().signal, words })
  return { exitCode, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') }
}

describeGate('what can be read of decisions', (make) => {
  it('60. explain last names criterion, receipt and next step', async () => {
    const gated = await make({ 'check.mjs': 'process.exit(1)\n', 'types.mjs': '\n' })
    await gated.accept(policy)
    await gated.call('run_checks')
    await gated.stop()
    const [failed, passed] = (await gated.call('get_gate_status')).criteria.map((each: { receipt_id: string }) => each.receipt_id)
    const { id } = await gated.call('get_decision', { id: 'last' })
    const { exitCode, stdout } = await command(gated, 'explain', 'last')
    const neutral = stdout.replaceAll(failed, 'rc_FAILED').replaceAll(passed, 'rc_PASSED').replaceAll(id, 'dc_ID')
    expect([exitCode, neutral.replaceAll(/d1:\w+/g, 'd1:DIGEST')]).toMatchInlineSnapshot(`
      [
        0,
        "dc_ID of 2026-01-05T12:00:03.000Z: the stop was held as number 1 in a row (unfinished; mode enforce).

      test (Tests pass): failed: it ended with an error (exit 1).
        Receipt: rc_FAILED of 2026-01-05T12:00:02.000Z: node check.mjs, exit 1, on d1:DIGEST
        What would change it: a run that passes on exactly the files that are there. The same files fail again, so something has to change first.
        Next: Mend it, then call run_checks {"criteria":["test"]}. On the command line: loop-gate run test

      types: passed.
        Receipt: rc_PASSED of 2026-01-05T12:00:02.000Z: node types.mjs, exit 0, on d1:DIGEST
        It does not hold the stop back: it is shown to hold.
      ",
      ]
    `)
    expect((await command(gated, 'explain', id)).stdout).toBe(stdout)
    expect((await command(gated, 'explain')).stdout).toBe(stdout)
    expect(JSON.parse((await command(gated, 'explain', '--json')).stdout)).toMatchObject({ decision: { id }, receipts: [{}, {}] })
  })

  it('explain refuses what it does not know', async () => {
    const gated = await make()
    expect(await command(gated, 'explain', 'dc_none')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('no such decision') })
    expect(await command(gated, 'explain', 'last', '--all')).toMatchObject({ exitCode: 2 })
  })

  it.each(['status', 'decisions', 'stats'])('loop-gate %s answers in words and as JSON', async (word) => {
    const gated = await make()
    await gated.accept(policy)
    await gated.stop()
    expect(await command(gated, word)).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse((await command(gated, word, '--json')).stdout)).toEqual(expect.any(Object))
  })
})
