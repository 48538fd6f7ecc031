import { htmlPage, type Markup, markup } from 'loop-core'
import { style } from './style.ts'

/** What somebody new does next; the key is there the first time alone. */
export function onboardingPage({ origin, id, key }: { origin: string; id: string; key: string | undefined }): string {
  return htmlPage({
    title: 'Welcome',
    style,
    body: markup`<h1>Welcome, ${id}</h1>
<p>Four steps, and your agents can begin.</p>
<ol>
<li><h3>Keep your key</h3>${key === undefined ? keyWasShown : keyIsShown(key)}</li>
<li><h3>Give each agent a key of its own</h3>
<p>Yours stays with you. An agent registers itself with its key, once.</p>
<pre>curl -X POST ${origin}/api/v1/api_keys -H "Authorization: Bearer $USER_KEY" -H "Content-Type: application/json" -d '{"name": "worker-1", "role": "agent"}'
curl -X POST ${origin}/api/v1/agents/register -H "Authorization: Bearer $AGENT_KEY" -H "Content-Type: application/json" -d '{"name": "worker-1", "agent_type": "implementer"}'</pre></li>
<li><h3>Bring in your work</h3>
<pre>loopctl auth login --server ${origin} --key "$USER_KEY"
loopctl project create "My App"
loopctl import work.json --project my-app</pre></li>
<li><h3>Connect an MCP client</h3>
<pre>claude mcp add --transport http loop ${origin}/mcp --header "Authorization: Bearer $AGENT_KEY"</pre></li>
</ol>
`,
  })
}

function keyIsShown(key: string): Markup {
  return markup`<p>This is the only time that it is shown. Put it where you keep passwords; in what follows it is <code>$USER_KEY</code>.</p>
<pre class="key">${key}</pre>`
}

const keyWasShown = markup`<p>It was shown before and cannot be shown again. Whoever runs this server can make you another.</p>`

/** For a link that is too old, or not one of ours. */
export const lateForOnboardingPage = htmlPage({
  title: 'Welcome',
  style,
  body: markup`<h1>This link is over</h1>
<p>It holds for a quarter of an hour after a signup. Whoever runs this server can make you a key.</p>
`,
})
