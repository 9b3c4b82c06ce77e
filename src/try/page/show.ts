/** Shows values and numbers as text that cannot be mistaken for another value. Pure. */
import type { Json } from '../protocol'

export const count = (number: number, one: string, many = `${one}s`) =>
  `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`

const maxShownCharacters = 200

/** Text that reads as another kind of value, or as none. */
const ambiguous = /^(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{["].*|\s.*|.*\s|)$/s

/** A value in one line: text as it is, unless it could be taken for something else. */
export const showValue = (value: Json): string =>
  typeof value === 'string' && !ambiguous.test(value) ? showText(value) : showJson(value)

export const showJson = (value: Json) => showText(JSON.stringify(value))

/** Escapes what a reader would not see, and cuts what is long. */
export const showText = (text: string) => shorten(escapeControls(text))

/** Also escapes characters that change the direction of writing, which could make a value look like another. */
const escapeControls = (text: string) =>
  text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  )

const shorten = (text: string) =>
  text.length > maxShownCharacters
    ? `${text.slice(0, maxShownCharacters)}… (${text.length.toLocaleString('en-US')} characters)`
    : text
