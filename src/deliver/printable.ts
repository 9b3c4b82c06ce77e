/** Text of files and file names, made safe to print: control characters could write over the terminal. Pure. */

/** C0 and C1, what breaks lines, and what turns the direction of text (the marks and the embeddings of Unicode's UAX 9). */
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** One line of text with a question mark for each control character. */
export const toPrintable = (text: string) => text.replace(controlCharacters, '?')

/** JSON on one line, its control characters escaped: it still means the same. */
export const toPrintableJson = (json: string) =>
  json.replace(controlCharacters, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
