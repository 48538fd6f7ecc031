import { styleText } from 'node:util'

export type Tone = 'plain' | 'quiet' | 'good' | 'bad' | 'careful' | 'strong'

const styles = { quiet: 'dim', good: 'green', bad: 'red', careful: 'yellow', strong: 'bold' } as const

/** Puts a text into its colour, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string

export const plain: Paint = (_, text) => text

/** In colours of the terminal's own palette, so that they can be read on light and on dark. */
const coloured: Paint = (tone, text) => (tone === 'plain' || text === '' ? text : styleText(styles[tone], text, { validateStream: false }))

/** Colours where a person looks who has not asked for none. */
export function paintFor(stream: NodeJS.WritableStream, { NO_COLOR, TERM }: Readonly<Record<string, string | undefined>>): Paint {
  return isTerminal(stream) && !NO_COLOR && TERM !== 'dumb' ? coloured : plain
}

/** Whether a person sits at a stream. */
export function isTerminal(stream: NodeJS.WritableStream | NodeJS.ReadableStream): boolean {
  return 'isTTY' in stream && stream.isTTY === true
}
