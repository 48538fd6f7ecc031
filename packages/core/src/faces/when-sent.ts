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
  return new Response(body, response)
}
