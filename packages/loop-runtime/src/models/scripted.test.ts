import { describe, expect, it } from 'vitest'
import type { ModelRequest } from '../model.ts'
import { decisionOf } from './decision-of.ts'
import { temporaryFolder } from './fixtures/temporary-folder.ts'
import { openModel } from './open-model.ts'

const { write, pathOf } = await temporaryFolder()
const request: ModelRequest = { system: 's', messages: [], tools: [], maxOutputTokens: 1, signal: new AbortController().signal }
const open = (file: string, asked = 0) => openModel(`scripted:${file}`, { environment: {}, asked })

const script = `
- decision: { status: continue, summary: Reproduce, next_action: { type: tool_call, tool: repo.run_tests, args: {} } }
- calls: [{ tool: repo_read_file, args: { path: a.js } }, { tool: repo_git_diff }]
  text: I look.
- text: It works now.
- { error: 401, delay_ms: 1 }
- { text: Again. }
`

describe('a script', () => {
  it('is answered from in order, and its end is an error of the model', async () => {
    const model = await open(await write('all.yaml', script))
    expect(decisionOf(await model.reply(request))).toMatchObject({
      decision: { summary: 'Reproduce', actions: [{ tool: 'repo_run_tests' }] },
    })
    expect(await model.reply(request)).toEqual({
      text: 'I look.',
      calls: [
        { id: 'call_2_1', tool: 'repo_read_file', args: { path: 'a.js' } },
        { id: 'call_2_2', tool: 'repo_git_diff', args: {} },
      ],
      end: 'stop',
      usage: expect.objectContaining({ estimated: true }),
    })
    expect(decisionOf(await model.reply(request))).toHaveProperty('fault')
    await expect(model.reply(request)).rejects.toMatchObject({ name: 'ModelError', status: 401, canRetry: false })
    expect(await model.reply(request)).toMatchObject({ text: 'Again.' })
    await expect(model.reply(request)).rejects.toMatchObject({ name: 'ModelError', message: 'The script ended after 5 replies.' })
  })

  it('goes on behind the turns that a run had', async () => {
    expect(await (await open(await write('on.yaml', script), 4)).reply(request)).toMatchObject({ text: 'Again.' })
  })

  it('takes its time, unless it is stopped', async () => {
    const model = await open(await write('slow.yaml', '- { text: Late, delay_ms: 600000 }'))
    const stop = new AbortController()
    const reply = model.reply({ ...request, signal: stop.signal })
    stop.abort(new Error('enough'))
    await expect(reply).rejects.toThrow('enough')
  })

  it.each([
    ['text: x', 'it is not a list'],
    ['- {}', 'item 1 has none'],
    ['- { text: a }\n- { calls: [{ args: {} }] }', 'item 2 has none'],
    ['- { text: a, delay_ms: soon }', 'item 1'],
    ['- [', 'it cannot be parsed'],
    ['- &a { text: a }\n- *a', 'it cannot be parsed'],
  ])('that says %j is refused', async (text, why) => {
    await expect(open(await write('wrong.yaml', text))).rejects.toThrow(why)
  })

  it('that is not there is refused', async () => {
    await expect(open(pathOf('none.yaml'))).rejects.toMatchObject({ kind: 'not_found', code: 'file_not_found' })
  })
})
