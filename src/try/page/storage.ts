/** What this tab remembers until it is closed: the token, and the case. Events hold personal data, so nothing more lasting. */
import type { Action, Case } from '../protocol'
import { readFile, toCaseFile } from './files'

const tokenKey = 'token'
const caseKey = 'case'

/** The token from the address that the command printed, which is then cleaned of it. */
export function takeToken(): string {
  const given = location.hash.slice(1)
  if (given !== '') {
    write(tokenKey, given)
    history.replaceState(null, '', location.pathname)
  }
  return sessionStorage.getItem(tokenKey) ?? ''
}

export const remember = (input: Case): void => write(caseKey, toCaseFile(input))

/** @param actions those that there are now: the program may be another than the one that saved */
export function recall(actions: { [key: string]: Action }): Case | undefined {
  const opened = readFile(sessionStorage.getItem(caseKey) ?? '', actions)
  return 'case' in opened ? opened.case : undefined
}

/** A text that is too large for the storage is not kept. */
function write(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value)
  } catch {
    sessionStorage.removeItem(key)
  }
}
