// biome-ignore lint/suspicious/noExplicitAny: the server has checked its answers against their schemas
type Answer = any

/** Asks the server with a key; a body is posted. */
export async function ask({ url, key }: { url: string; key: string }, path: string, body?: object): Promise<Answer> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const response = await fetch(`${url}${path}`, { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) })
  return response.json()
}

/** Like {@link ask}, where nothing may go wrong. */
export async function must(server: { url: string; key: string }, path: string, body?: object): Promise<Answer> {
  const answer = await ask(server, path, body)
  if (answer.error) throw new Error(`${path}: ${JSON.stringify(answer.error)}`)
  return answer
}
