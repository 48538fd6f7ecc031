import { destination, type Logger as PinoLogger, pino } from 'pino'
import { mask } from './secret.ts'

export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'>

/** A logger to stderr, since stdout carries the protocol and nothing else. */
export function createLogger(level: string): Logger {
  return pino({ level, base: undefined, redact: ['*.authorization', '*.cookie', '*.token'] }, destination({ dest: 2, sync: true }))
}

/** The same log without the secrets that are known when a line is written. */
export function discreetLog(log: Logger, secrets: readonly string[]): Logger {
  const writer =
    (level: keyof Logger) =>
    (...words: unknown[]) =>
      log[level](...(mask(words, secrets) as [object, string]))
  return { debug: writer('debug'), info: writer('info'), warn: writer('warn'), error: writer('error') }
}
