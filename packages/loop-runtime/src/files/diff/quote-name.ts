const escapes: Record<string, string> = { '\t': 't', '\n': 'n', '\r': 'r', '"': '"', '\\': '\\' }

/** A name as it stands in a diff: as it is, or in quotes where that could be taken for something else. */
export function quoteName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be quoted
  const quoted = name.replace(/["\\\x00-\x1f\x7f]/g, (character) => `\\${escapes[character] ?? octal(character)}`)
  return quoted === name ? name : `"${quoted}"`
}

function octal(character: string): string {
  return character.charCodeAt(0).toString(8).padStart(3, '0')
}
