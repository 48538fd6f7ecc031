import { encode } from 'gpt-tokenizer/encoding/o200k_base'
import { bare } from '../lib/build-bare.ts'
import type { Row, Section } from '../lib/row.ts'
import { gateBin, gatewayBin, loop, plain } from '../lib/servers.ts'
import { type Command, connectStdio } from '../lib/stdio-client.ts'

interface Tool {
  name: string
}

/** What a list of tools costs a model, before it has called any. */
export async function measureTokens(): Promise<Section> {
  const theirs = await toolsOf(plain([bare.bundled]))
  const rows = [listRow('loop-gate / bare server', await toolsOf(loop(gateBin)), theirs)]
  for (const set of ['core', 'standard', 'all']) rows.push(...gatewayRows(set, await toolsOf(loop(gatewayBin, { LOOP_TOOLS: set }))))
  return {
    title: 'Tokens of tools/list (o200k_base)',
    rows,
    notes: [
      'core is the toolset that the gateway shows by default. should_continue is left out of the average, since its arguments are given.',
    ],
  }
}

function gatewayRows(set: string, tools: readonly Tool[]): Row[] {
  const own = tools.filter(({ name }) => name !== 'should_continue')
  const average = own.reduce((sum, tool) => sum + tokensIn(tool), 0) / own.length
  const most = set === 'core' ? 4000 : undefined
  const whole = listRow(`gateway, toolset ${set}`, tools, undefined, most)
  if (own.length === 0) return [whole]
  return [
    whole,
    { measure: '  a tool on average', ours: String(Math.round(average)), theirs: '', limit: { text: '≤ 150', kept: average <= 150 } },
  ]
}

function listRow(measure: string, tools: readonly Tool[], theirs?: readonly Tool[], most?: number): Row {
  const [our, their] = [tokensIn({ tools }), theirs && tokensIn({ tools: theirs })]
  const limit = most === undefined ? undefined : { text: `≤ ${most}`, kept: our <= most }
  return {
    measure: `${measure} (${counted(tools)})`,
    ours: String(our),
    theirs: their ? String(their) : '',
    ratio: their && our / their,
    limit,
  }
}

function counted({ length }: readonly Tool[]): string {
  return length === 1 ? '1 tool' : `${length} tools`
}

export function tokensIn(value: unknown): number {
  return encode(JSON.stringify(value)).length
}

export async function toolsOf(command: Command): Promise<Tool[]> {
  const connection = await connectStdio(command, '2025-11-25')
  const { tools } = (await connection.request('tools/list')) as { tools: Tool[] }
  await connection.close()
  return tools
}
