import { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'

const reasons = ['task_complete', 'waiting_for_user', 'error_cannot_proceed', 'need_clarification', 'user_requested_stop'] as const

const input = z.object({
  task_summary: z.string().max(4000).describe('The task you were given'),
  work_done: z.string().max(20_000).describe('Everything you did, one statement each'),
  work_remaining: z.string().max(10_000).optional().describe('What is left, honestly'),
  stopping_reason: z.enum(reasons).describe('Why you want to stop'),
  confidence: z.number().min(0).max(1).optional().describe('How sure you are that stopping is right'),
  verification_done: z.boolean().optional().describe('Whether you checked that the changes work'),
})
const output = z.object({ approved: z.boolean(), outcome: z.string(), message: z.string() })

type Report = z.output<typeof input>
export type Keep = (report: Report, issues: string[]) => void

const description =
  'Call this before ending any response. Approved: you may stop. Not approved: work on the issues it lists, then call it again.'
const annotations = { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false }

/** The tool should_continue as somebody would write it on the SDK alone: six arguments, four rules, an answer. */
export function bareServer(keep?: Keep): McpServer {
  const server = new McpServer({ name: 'bare', version: '1.0.0' })
  const definition = { title: 'May I stop?', description, inputSchema: input, outputSchema: output, annotations }
  server.registerTool('should_continue', definition, (report) => {
    const issues = report.stopping_reason === 'task_complete' ? issuesOf(report) : []
    keep?.(report, issues)
    const message = messageOf(report, issues)
    const answer = { approved: issues.length === 0, outcome: issues.length === 0 ? report.stopping_reason : 'unfinished', message }
    return { content: [{ type: 'text', text: message }], structuredContent: answer }
  })
  return server
}

function issuesOf({ verification_done, confidence = 1, work_remaining = '', work_done }: Report): string[] {
  return [
    ...(verification_done ? [] : ['No verification done: nothing shows that the changes work.']),
    ...(confidence < 0.8 ? [`Confidence too low: you gave ${Math.round(confidence * 100)}%.`] : []),
    ...(work_remaining.trim().length > 10 ? [`Work remaining: ${work_remaining.slice(0, 200)}`] : []),
    ...(work_done.split(/[.,\n]/).filter((part) => part.trim() !== '').length < 2
      ? ['Work summary too short: list each thing you did.']
      : []),
  ]
}

function messageOf({ task_summary, work_done, stopping_reason }: Report, issues: string[]): string {
  if (issues.length > 0)
    return ['❌ DO NOT STOP - CONTINUE WORKING', '', ...issues.map((issue, index) => `${index + 1}. ${issue}`)].join('\n')
  return ['✅ APPROVED TO STOP', '', `Task: ${task_summary}`, `Work done: ${work_done}`, `Reason: ${stopping_reason}`].join('\n')
}
