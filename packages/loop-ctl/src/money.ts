/** What things cost is kept in millicents, thousandths of a cent: 100,000 of them are a dollar. */

/** In dollars with two decimals; half a cent counts as a whole one, also where it is taken back. */
export function dollarsOf(millicents: number): number {
  const cents = Math.round(Math.abs(millicents) / 1000)
  // Not the zero with a sign.
  return (millicents < 0 ? -cents : cents) / 100 || 0
}

/** As people read it: `$1.20`. */
export function shownDollars(millicents: number): string {
  return `$${dollarsOf(millicents).toFixed(2)}`
}

/** As people read it: `950`, `150K`, `1.2M`. */
export function shownTokens(tokens: number): string {
  if (tokens >= 999_950) return `${inTenths(tokens / 1_000_000)}M`
  return tokens >= 1_000 ? `${inTenths(tokens / 1_000)}K` : String(tokens)
}

function inTenths(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** How much of a limit is used, in whole percent; more than 100 where it is exceeded. Exact, since numbers with a point would not be. */
export function utilizationOf(used: number, most: number): number {
  return Number((BigInt(used) * 100n) / BigInt(most))
}
