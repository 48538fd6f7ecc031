/** `auto` goes on without a sandbox where there is none, and says so; `require` refuses. */
export const sandboxModes = ['auto', 'require', 'off'] as const
export type SandboxMode = (typeof sandboxModes)[number]

/** `none` leaves a command nothing but its own loopback. */
export const sandboxNetworks = ['none', 'host'] as const
export type SandboxNetwork = (typeof sandboxNetworks)[number]

/** What contained a command, as receipts say it; where it is `none` there is a reason. */
export interface SandboxReport {
  kind: 'bubblewrap' | 'none'
  network: SandboxNetwork
  reason?: string
}

/** Where commands of one root run. */
export interface Sandbox {
  report: SandboxReport
  /** What to start in place of a command. */
  enter(command: readonly string[]): Promise<readonly string[]>
  /** Variables that are set inside, whatever they are outside. */
  environment: Readonly<Record<string, string>>
}
