import { z } from 'zod'

/** A whole number whose handler reads it itself, since over HTTP it is not always one: the bounds are told, and nothing is refused here. */
export function wholeNumber(minimum: number, maximum: number) {
  return z.unknown().meta({ type: 'integer', minimum, maximum }).optional()
}

/** A whole number that is brought into its bounds; leading digits count, and what is no number counts as not given. */
export function forgivingNumber({ least = 1, most, unless }: { least?: number; most: number; unless: number }) {
  return wholeNumber(least, most).transform((given) => {
    const value = Number.parseInt(String(given), 10)
    return Number.isNaN(value) ? unless : Math.min(most, Math.max(least, value))
  })
}
