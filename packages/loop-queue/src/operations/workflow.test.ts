import { describe, expect, it } from 'vitest'
import { describeQueue } from '../fixtures/queue.ts'
import { loopQueue } from '../index.ts'
import { workflowNames, workflows } from '../workflows.ts'

describeQueue('get_workflow', (queue) => {
  it.each(workflowNames)('answers %s with numbered steps and their tools', async (workflow) => {
    const { title, steps } = await queue().call('get_workflow', { workflow })
    expect(title).toBe(workflows[workflow].title)
    expect(steps.map(({ n }: { n: number }) => n)).toEqual(workflows[workflow].steps.map((_, index) => index + 1))
    expect(steps[0].tools.length).toBeGreaterThan(0)
  })

  it('refuses a fifth name and lists the four', async () => {
    const { message, kind } = await queue().refusal('get_workflow', { workflow: 'ship' })
    expect(kind).toBe('invalid_input')
    for (const name of workflowNames) expect(message).toContain(name)
  })
})

describe('the workflows', () => {
  const tools = new Set(loopQueue.operations.filter(({ tool }) => tool).map(({ name }) => name))

  it.each(workflowNames)('%s names only tools that there are', (name) => {
    const named = workflows[name].steps.flatMap((step) => step.tools)
    expect(named.filter((tool) => !tools.has(tool))).toEqual([])
  })
})
