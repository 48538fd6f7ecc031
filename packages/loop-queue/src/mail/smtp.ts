import type { Mail, SMTPPoolOptions } from 'nodemailer'

const longest = { connectionTimeout: 10_000, greetingTimeout: 10_000, dnsTimeout: 10_000, socketTimeout: 30_000 } as const

/** What an address such as `smtps://user:password@host:465` means. Its query may shorten the timeouts, and nothing else. */
export function smtpOptions(address: string): SMTPPoolOptions & { pool: true } {
  const url = new URL(address)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const secure = url.protocol === 'smtps:'
  return {
    pool: true,
    maxConnections: 2,
    // A message that was on its way when a connection broke is tried again at our pace.
    maxRequeues: 0,
    host,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !isLoopback(host),
    ...(url.username && { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    ...timeouts(url.searchParams),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

function timeouts(query: URLSearchParams): typeof longest {
  const entries = Object.entries(longest).map(([name, most]) => [name, Math.min(most, Number(query.get(name)) || most)])
  return Object.fromEntries(entries)
}

interface OpenPool {
  pool: Mail
  users: number
}

const pools = new Map<string, OpenPool>()

/** Lends the connections to a mail server; they are shared by all who use them at the same time, and closed after the last one. */
export async function withSmtp<Result>(address: string, work: (pool: Mail) => Promise<Result>): Promise<Result> {
  const { createTransport } = await import('nodemailer')
  const open = pools.get(address) ?? { pool: createTransport(smtpOptions(address)) as Mail, users: 0 }
  pools.set(address, open)
  open.users += 1
  try {
    return await work(open.pool)
  } finally {
    open.users -= 1
    if (open.users === 0) {
      pools.delete(address)
      open.pool.close()
    }
  }
}
