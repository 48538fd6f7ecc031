import { operation } from 'loop-core'
import { z } from 'zod'
import { workflowNames, workflows, workflowText } from '../workflows.ts'

export const getWorkflow = operation({
  name: 'get_workflow',
  title: 'Workflow',
  summary: 'How to work with the queue, step by step and with the tools of each step: triage, organize, implement or manage.',
  kind: 'read',
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['GET /api/v1/workflows/:workflow'],
  command: 'workflow',
  toolsets: ['seed', 'standard'],
  input: z.object({ workflow: z.enum(workflowNames) }),
  output: z.object({
    workflow: z.enum(workflowNames),
    title: z.string(),
    steps: z.array(z.object({ n: z.int(), do: z.string(), tools: z.array(z.string()) })),
  }),
  advertised: z.object({ title: z.string(), steps: z.array(z.object({ do: z.string() })) }),
  text: ({ workflow }) => workflowText(workflow),
  async run({ workflow }) {
    const { title, steps } = workflows[workflow]
    return { workflow, title, steps: steps.map((step, index) => ({ n: index + 1, do: step.do, tools: [...step.tools] })) }
  },
})
