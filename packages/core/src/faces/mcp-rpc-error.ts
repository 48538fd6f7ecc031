/** A refusal at the door of the MCP endpoint, before any server has seen the request. */
export function rpcError(status: number, code: number, message: string): Response {
  return Response.json({ jsonrpc: '2.0', error: { code, message }, id: null }, { status })
}
