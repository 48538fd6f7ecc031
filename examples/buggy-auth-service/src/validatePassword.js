/** Says whether a password may be used at all. */
export function validatePassword(password) {
  return typeof password === 'string' && password.length > 0
}
