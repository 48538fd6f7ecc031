/** Why a mail did not go out. */
export interface Failure {
  /** The answer of the mail server, such as `451`, else the kind of trouble, such as `ETIMEDOUT`; never its words. */
  code: string
  /** Whether trying again is of no use. */
  final: boolean
}

/** What the mailer reports; a login that is refused has a 5xx, too, and is still worth another try. */
interface MailerError {
  code?: string
  responseCode?: number
}

/** Decides by the server's code and not by the name of the error, which is the same for a recipient refused and one put off. */
export function failureOf(thrown: unknown): Failure {
  const { code = 'EUNKNOWN', responseCode } = (thrown ?? {}) as MailerError
  const aboutMessage = code === 'EENVELOPE' || code === 'EMESSAGE'
  const final = aboutMessage && (responseCode === undefined || responseCode >= 500)
  return { code: String(responseCode ?? code).slice(0, 40), final }
}
