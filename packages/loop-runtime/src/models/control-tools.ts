import type { ModelTool } from '../model.ts'

const text = (description: string, maxLength: number) => ({ type: 'string', minLength: 1, maxLength, description })
const asks = (properties: Record<string, unknown>, required: string[]) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})

/** What ends a turn without touching the repository. */
const controlTools: readonly ModelTool[] = [
  {
    name: 'finish',
    description:
      'Ends the run with an answer. It is accepted only if the configured checks passed on the files as they are now. Call it alone.',
    inputSchema: asks(
      {
        final_answer: text('What was wrong, what was changed, and which check shows it', 20_000),
        confidence: { type: 'number', minimum: 0, maximum: 1, description: 'How sure you are; 0.5 unless said' },
      },
      ['final_answer'],
    ),
  },
  {
    name: 'ask_human',
    description: 'Asks the person something that neither the goal nor the repository answers. Call it alone.',
    inputSchema: asks({ question: text('One question', 4_000) }, ['question']),
  },
  {
    name: 'give_up',
    description: 'Ends the run as failed, where the goal cannot be reached with these tools. Call it alone.',
    inputSchema: asks({ reason: text('Why not', 4_000) }, ['reason']),
  },
]

/** All that a model may call: the tools of the repository first, in the order given, then those that end a turn. */
export const withControlTools = (tools: readonly ModelTool[]): readonly ModelTool[] => [...tools, ...controlTools]
