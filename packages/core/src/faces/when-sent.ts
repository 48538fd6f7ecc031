/** The same response, and a callback for the moment when its body has been sent or given up. */
export function whenSent(response: Response, finish: () => void): Response {
  if (response.body === null) {
    finish()
    return response
  }
  const reader = response.body.getReader()
  void reader.closed.then(finish, finish)
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read()
      if (!done) controller.enqueue(value)
      else controller.close()
    },
    cancel: (reason) => reader.cancel(reason),
  })
  return announced(new Response(body, response))
}

/** Says beforehand that a stream comes in pieces; otherwise the HTTP server would first wait a moment for its whole length. */
function announced(response: Response): Response {
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) response.headers.set('transfer-encoding', 'chunked')
  return response
}
