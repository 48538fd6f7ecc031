import { countArgument, jsonArgument } from './arguments.ts'
import { command } from './command.ts'
import { usage } from './usage.ts'

export const reportStory = command({
  name: 'report',
  takes: 'STORY [options]',
  summary: `Confirm that another agent implemented a story; never your own. Then review-complete.
--artifact JSON | @FILE  what was made: {"artifact_type": "…", "path": "…"}
--tokens-in N  --tokens-out N  --model NAME  --cost MILLICENTS  what it took; all four together`,
  options: {
    artifact: { type: 'string' },
    'tokens-in': { type: 'string' },
    'tokens-out': { type: 'string' },
    model: { type: 'string' },
    cost: { type: 'string' },
  },
  most: 1,
  async run({ words: [story_id], values, call, print }) {
    if (story_id === undefined) throw usage('This needs a STORY: an id, or a number such as US-2.1.')
    const artifact = values.artifact === undefined ? undefined : await jsonArgument('--artifact', values.artifact)
    await print(await call('report_story', { story_id, artifact, token_usage: usageOf(values) }))
  },
})

type Usage = Partial<Record<'tokens-in' | 'tokens-out' | 'model' | 'cost', string>>

function usageOf({ 'tokens-in': input, 'tokens-out': output, model, cost }: Usage) {
  const given = [input, output, model, cost].filter((value) => value !== undefined)
  if (given.length === 0) return undefined
  if (given.length < 4) throw usage('This needs --tokens-in, --tokens-out, --model and --cost together.')
  return {
    input_tokens: countArgument('--tokens-in', input!),
    output_tokens: countArgument('--tokens-out', output!),
    model_name: model,
    cost_millicents: countArgument('--cost', cost!),
  }
}
