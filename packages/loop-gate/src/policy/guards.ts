import type { Proposal } from './proposals.ts'

const forPackage = ['**/package.json', '**/tsconfig*.json', '**/*.config.*', '**/.*rc', '**/.*rc.*']
const forCargo = ['**/Cargo.toml', '**/clippy.toml', '**/.clippy.toml', '**/.cargo/*']
const forPython = ['**/pyproject.toml', '**/*.ini', '**/setup.cfg', '**/ruff.toml', '**/.ruff.toml', '**/conftest.py']

const forProgram: Readonly<Record<string, readonly string[]>> = { cargo: forCargo, pytest: forPython, mypy: forPython, ruff: forPython }

/** The files that say what proposed commands do: scripts, and the settings of runners, compilers and linters. */
export function guardsOf(proposals: readonly Proposal[]): string[] {
  return [...new Set(proposals.flatMap(({ run }) => forProgram[run[0]!] ?? forPackage))]
}
