import type { DoctorPoint } from 'loop-core'
import { withSmtp } from './smtp.ts'

/** Greets the mail server and logs in, where there is one. */
export const checkMail: DoctorPoint['check'] = async ({ LOOP_SMTP_URL, LOOP_MAIL_FROM }) => {
  if (!LOOP_SMTP_URL) return undefined
  if (!LOOP_MAIL_FROM) return 'LOOP_SMTP_URL needs LOOP_MAIL_FROM beside it, such as Loop <loop@example.com>; without it no mail goes out.'
  try {
    await withSmtp(LOOP_SMTP_URL, (pool) => pool.verify())
    return undefined
  } catch (thrown) {
    const { code = 'EUNKNOWN', responseCode } = thrown as { code?: string; responseCode?: number }
    const { host } = new URL(LOOP_SMTP_URL)
    return `The mail server ${host} refuses: ${[code, responseCode].filter(Boolean).join(' ')}.\n${remedyOf(code)}`
  }
}

function remedyOf(code: string): string {
  if (code === 'EAUTH')
    return 'Look at the user and the password in LOOP_SMTP_URL; special characters in them are written as %40 and the like.'
  if (code === 'ETLS')
    return 'It offers no encryption that can be trusted; NODE_EXTRA_CA_CERTS names the certificate of an authority of your own.'
  return 'Look at the host and the port in LOOP_SMTP_URL, and whether this machine can reach them.'
}
