import type { SandboxReport } from './sandbox.ts'

/** As Node, Python, Go, Rust, Java, curl and git say that a host cannot be reached. */
const unreachable =
  /\b(?:ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN)\b|connection refused|network is unreachable|no route to host|could not resolve host|name resolution|name or service not known|no such host|unknownhostexception|getaddrinfo failed/i

/** What to tell about a check that failed for want of a network, as far as its output shows; undefined where it does not. */
export function networkFeedback({ kind, network }: SandboxReport, output: string): string | undefined {
  if (kind === 'none' || network !== 'none' || !unreachable.test(output)) return undefined
  return 'The command ran without a network, and its output speaks of a host that it could not reach. If the check needs one, a person starts loop-runtime with --sandbox-network host.'
}
