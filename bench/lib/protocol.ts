export type Era = '2025-11-25' | '2026-07-28'

const clientInfo = { name: 'bench', version: '1.0.0' }

const envelope = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': clientInfo,
  'io.modelcontextprotocol/clientCapabilities': {},
}

/** One server as a client sees it; requests may overlap. */
export interface Connection {
  request(method: string, params?: object): Promise<unknown>
  close(): Promise<void>
}

export interface Reply {
  id?: number
  /** Only where a server asks for something itself. */
  method?: string
  result?: unknown
  error?: { message: string }
}

/** A request as the era has it: the newer one says in each request what the older one says once. */
export function requestOf(era: Era, id: number, method: string, params: object = {}): string {
  const full = era === '2026-07-28' ? { ...params, _meta: envelope } : params
  return JSON.stringify({ jsonrpc: '2.0', id, method, params: full })
}

/** Opens a connection the way clients of the era do. */
export function openingOf(era: Era): [method: string, params: object] {
  if (era === '2026-07-28') return ['server/discover', {}]
  return ['initialize', { protocolVersion: era, capabilities: {}, clientInfo }]
}

export const initialized = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })

export function resultOf({ result, error }: Reply): unknown {
  if (error) throw new Error(error.message)
  return result
}
