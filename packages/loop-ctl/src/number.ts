/** A story's number: parts of digits, letters behind them, between dots. `US-` in front belongs to speech, not to the number. */
export const storyNumber = /^[0-9]+[a-z]*(\.[0-9]+[a-z]*)*$/i

/**
 * A number in a spelling whose order as text is the order of the numbers: 1.2 < 1.10 < 1.1000, and letters after digits.
 *
 * Each run of digits is led by its length, so that a longer one comes later.
 */
export function sortKeyOf(number: string): string {
  return number.toLowerCase().replaceAll(/\d+/g, (digits) => {
    const significant = digits.replace(/^0+(?=\d)/, '')
    return `${String(significant.length).padStart(2, '0')}${significant}`
  })
}

/** What people type for a story: `US-2.1` is the number 2.1. */
export function spokenNumber(reference: string): string | undefined {
  const number = reference.trim().replace(/^us-/i, '')
  return storyNumber.test(number) ? number : undefined
}
