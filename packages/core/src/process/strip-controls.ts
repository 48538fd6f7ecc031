// Each piece of these patterns ends where the next begins, so they take time in proportion to the text.
const introducer = '\\u001b'
const colours = '\\[[0-?]{0,60}[ -/]{0,10}[@-~]'
const titles = `\\][^\\u0007\\u001b]{0,2000}(?:\\u0007|${introducer}\\\\)?`
const controls = new RegExp(`${introducer}(?:${colours}|${titles}|[@-Z\\\\-_])`, 'g')

/** Takes out what only a terminal understands: colours, movements of the cursor, titles. */
export function stripControls(text: string): string {
  return text.includes('\u001b') ? text.replaceAll(controls, '') : text
}
