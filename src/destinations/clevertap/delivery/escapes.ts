/** The escapes of JSON, URLs and HTML, undone so that words can be compared. Pure, and linear in the length of the text. */

/** `\u00e9`, `\xe9`, and a backslash before any other character. Letter case may have been lost. */
const unescapeJson = (text: string) =>
  text.replace(
    /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|(.))/gi,
    (_all, unicode?: string, byte?: string, single?: string) => {
      const code = unicode ?? byte
      if (code !== undefined) {
        return String.fromCharCode(parseInt(code, 16))
      }
      return single === undefined || /[bfnrt]/i.test(single) ? ' ' : single
    }
  )

/** Percents that are not UTF-8 are most likely Latin-1, whose bytes are the first 256 characters of Unicode. */
const unescapeUrl = (text: string) =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (percents) => {
    try {
      return decodeURIComponent(percents)
    } catch {
      return percents.replace(/%(..)/g, (_all, byte: string) => String.fromCharCode(parseInt(byte, 16)))
    }
  })

const entities: { [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** Numbers of up to six digits are all within Unicode, if hexadecimal of up to five. */
const unescapeHtml = (text: string) =>
  text.replace(
    /&(?:#x([0-9a-f]{1,5})|#(\d{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi,
    (_all, hex?: string, decimal?: string, name?: string) =>
      name === undefined
        ? String.fromCodePoint(hex === undefined ? Number(decimal) : parseInt(hex, 16))
        : entities[name.toLowerCase()]
  )

const kinds = [unescapeJson, unescapeUrl, unescapeHtml]

/** All that a text may stand for if it was escaped up to `maxTimes` times, in whatever ways and order; itself first. */
export function unescapings(text: string, maxTimes: number): string[] {
  if (!/[\\%&]/.test(text)) {
    return [text]
  }
  const all = new Set([text])
  let latest = [text]
  for (let times = 0; times < maxTimes && latest.length > 0; times++) {
    const next = new Set(latest.flatMap((each) => kinds.map((unescape) => unescape(each))))
    latest = Array.from(next).filter((each) => !all.has(each))
    latest.forEach((each) => all.add(each))
  }
  return Array.from(all)
}

/** The text without any escapes; undefined if some are left after so many times, or have names that are not known here. */
export function unescapeAll(text: string, maxTimes: number): string | undefined {
  const unescape = (escaped: string) => kinds.reduce((result, unescapeKind) => unescapeKind(result), escaped)
  let plain = text
  for (let times = 0; times < maxTimes; times++) {
    plain = unescape(plain)
  }
  return unescape(plain) === plain && !/&[a-z][a-z0-9]{1,31};/i.test(plain) ? plain : undefined
}
