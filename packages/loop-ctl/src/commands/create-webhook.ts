import { command } from './command.ts'
import { usage } from './usage.ts'

export const createWebhook = command({
  name: 'webhook create',
  takes: '--url URL --events A,B',
  summary: `Be told of events by signed HTTP requests. The signing secret is shown this once.
--url URL  where to
--events A,B  such as story.verified, with commas between
--project P  only events of this project: id or slug`,
  options: { url: { type: 'string' }, events: { type: 'string' } },
  async run({ values: { url, events }, project: project_id, call, print, stderr }) {
    if (url === undefined || events === undefined) throw usage('This needs --url and --events.')
    const names = events.split(',').map((name) => name.trim())
    await print(await call('create_webhook', { url, events: names.filter((name) => name !== ''), project_id }))
    stderr.write('The signing secret is shown this once: keep it now.\n')
  },
})
