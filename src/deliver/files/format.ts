/** The format of a file that does not hold one event per line, by its first bytes, and the command that converts it. Pure. */
import { isObject } from '../../destinations/clevertap/values/json'
import { attempt } from '../failure'

/** What a file is, completing "It holds …", and what makes lines of it. */
export type Kind = {
  what: string
  /** A shell command that reads the file from standard input and prints lines, or another format of this table. */
  filter?: string
  /** A command that needs the file itself, by its path. */
  ofFile?: (path: string) => string
  /** What that command needs which is not on every machine. */
  needs?: string
  /** Whether it holds rows of a table: lines of them are no events yet. */
  isTable?: boolean
}

/** `unknown`: more of the file has to be read. */
export type Detected = 'lines' | 'unknown' | Kind

/** More than this is not read to detect the format. */
export const maxDetectionBytes = 1024 * 1024

const ofRows = (packages: string, program: string) => (path: string) =>
  `npm install --no-save ${packages} && ${program} ${path}`

const parquet =
  `node --input-type=module -e 'import { parquetReadObjects, asyncBufferFromFile, toJson } from "hyparquet"; ` +
  `import { compressors } from "hyparquet-compressors"; const file = await asyncBufferFromFile(process.argv[1]); ` +
  `for (const row of await parquetReadObjects({ file, compressors })) console.log(JSON.stringify(toJson(row)))'`

const avro = `node -e 'require("avsc").createFileDecoder(process.argv[1]).on("data", (row) => console.log(JSON.stringify(row)))'`

/** Bytes that no text begins with. */
const magics: [bytes: string, kind: Kind][] = [
  ['1f8b', { what: 'gzip inside gzip', filter: 'gunzip' }],
  ['504b0304', { what: 'a zip archive', filter: 'funzip', ofFile: (path) => `unzip -p ${path}`, needs: 'unzip' }],
  ['504b0506', { what: 'an empty zip archive' }],
  ['28b52ffd', { what: 'zstd', filter: 'zstd -dc', needs: 'zstd' }],
  ['425a68', { what: 'bzip2', filter: 'bzip2 -dc', needs: 'bzip2' }],
  ['fd377a585a00', { what: 'xz', filter: 'xz -dc', needs: 'xz' }],
  ['50415231', { what: 'Parquet', ofFile: ofRows('hyparquet hyparquet-compressors', parquet), isTable: true }],
  ['4f626a01', { what: 'Avro', ofFile: ofRows('avsc', avro), isTable: true }],
  ['fffe', { what: 'UTF-16', filter: 'iconv -f UTF-16 -t UTF-8' }],
  ['feff', { what: 'UTF-16', filter: 'iconv -f UTF-16 -t UTF-8' }]
]

/** A tar archive begins with a name, and has its bytes where the first header ends. */
const tar: Kind = { what: 'a tar archive', filter: 'tar -xOf -' }
const tarMagic = { text: 'ustar', at: 257 }

/** As many bytes as all of these need. */
const magicBytes = tarMagic.at + tarMagic.text.length

/**
 * @param head the first bytes, unpacked if they are gzip
 * @param isWhole whether these are all bytes, or as many as are read to detect it
 */
export function detectFormat(head: Buffer, isWhole: boolean): Detected {
  const start = head.toString('hex', 0, magicBytes)
  const isTar = head.toString('latin1', tarMagic.at, magicBytes) === tarMagic.text
  const [, kind = isTar ? tar : detectUtf16(head)] = magics.find(([bytes]) => start.startsWith(bytes)) ?? []
  if (kind) {
    return kind
  }
  const text = head
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart()
  if (text[0] === '[') {
    return { what: 'a JSON array', filter: `jq -c '.[]'`, needs: 'jq' }
  }
  if (text[0] === '{') {
    return detectObject(text, isWhole)
  }
  return head.length < magicBytes && !isWhole ? 'unknown' : detectRows(text, isWhole)
}

/** UTF-16 without its mark: every other byte of plain JSON is zero. */
function detectUtf16([first, second]: Buffer): Kind | undefined {
  const order = second === 0 && first !== 0 ? 'LE' : first === 0 && second !== 0 && second !== undefined ? 'BE' : ''
  return order === '' ? undefined : { what: 'UTF-16', filter: `iconv -f UTF-16${order} -t UTF-8` }
}

/** How many lines are looked at for an event: where there is one, a line that is none costs itself alone. */
const maxLinesToInspect = 20

/** @param text begins with a brace */
function detectObject(text: string, isWhole: boolean): Detected {
  const lines = text.split('\n')
  const complete = isWhole ? lines : lines.slice(0, -1)
  if (complete.slice(0, maxLinesToInspect).some((line) => isEvent(parse(line)))) {
    return 'lines'
  }
  if (complete.length < 2 && !isWhole) {
    return 'unknown'
  }
  const end = endOfObject(text)
  if (end === undefined) {
    return isWhole ? detectOpenObject(text) : 'unknown'
  }
  const value = parse(text.slice(0, end))
  if (value === undefined) {
    return 'lines'
  }
  return detectWrapper(value) ?? detectSeparation(text.slice(0, end), text.slice(end))
}

/** How objects are separated, if not by one line break between two. */
function detectSeparation(object: string, rest: string): Detected {
  const jq = { filter: 'jq -c .', needs: 'jq' }
  if (object.includes('\n')) {
    return { what: 'JSON objects over several lines', ...jq }
  }
  const [, between] = /^(\s*)\{/.exec(rest) ?? []
  if (between === undefined || between.includes('\n')) {
    return 'lines'
  }
  return between.includes('\r')
    ? { what: 'lines that end with a carriage return alone', filter: `tr '\\r' '\\n'` }
    : { what: 'JSON objects without line breaks between them', ...jq }
}

/** An object whose end is far away: a wrapper of many events, or one that was broken off. */
function detectOpenObject(text: string): Detected {
  const [opening, key] = /^\{\s*"([^"\\]{1,100})"\s*:\s*\[\s*(?=\{)/.exec(text) ?? []
  if (opening === undefined || key === undefined) {
    return 'lines'
  }
  const first = text.slice(opening.length)
  return isEvent(parse(first.slice(0, endOfObject(first) ?? 0))) ? toWrapperKind(key, true) : 'lines'
}

/** The key of an object without a type under which there are events, as in the body of a Segment library. */
function detectWrapper(value: unknown): Kind | undefined {
  if (!isObject(value) || isEvent(value)) {
    return undefined
  }
  const found = Object.entries(value).find(([, held]) => isEvent(Array.isArray(held) ? held[0] : held))
  return found && toWrapperKind(found[0], Array.isArray(found[1]))
}

function toWrapperKind(key: string, isList: boolean): Kind {
  const path = /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `.[${JSON.stringify(key)}]`
  return {
    what: `events under the key ${JSON.stringify(key)}`,
    filter: `jq -c ${quote(`${path}${isList ? '[]' : ''}`)}`,
    needs: 'jq'
  }
}

/** Rows whose first one names the columns. */
function detectRows(text: string, isWhole: boolean): Detected {
  const lines = text.split(/\r?\n/)
  const [header, first] = isWhole ? lines : lines.slice(0, -1)
  if (header === undefined || (first === undefined && !isWhole)) {
    return isWhole ? 'lines' : 'unknown'
  }
  const delimiter = [',', ';', '\t'].find((sign) => {
    const names = header.replace(/"[^"]*"/g, 'quoted').split(sign)
    return names.length > 1 && names.every((name) => /^[\p{L}_$][\p{L}\d_ .$/-]{0,99}$/u.test(name.trim()))
  })
  if (delimiter === undefined || (first !== undefined && first !== '' && !first.includes(delimiter))) {
    return 'lines'
  }
  const option = delimiter === ',' ? '' : `, delimiter=${JSON.stringify(delimiter)}`
  const program =
    'import csv, json; ' +
    `[print(json.dumps(row)) for row in csv.DictReader(open(0, encoding="utf-8-sig", newline="")${option})]`
  return isEvent(parse(first ?? ''))
    ? 'lines'
    : { what: 'CSV', filter: `python3 -c '${program}'`, needs: 'python3', isTable: true }
}

const isEvent = (value: unknown) => isObject(value) && typeof value.type === 'string'

/** @returns undefined if it is no JSON */
const parse = (text: string) => attempt((): unknown => JSON.parse(text))

/** @returns what comes after the brace that closes the first one; undefined if none does */
function endOfObject(text: string): number | undefined {
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (character === '"') {
      for (index++; index < text.length && text[index] !== '"'; index++) {
        index += text[index] === '\\' ? 1 : 0
      }
    } else if (character === '{' || character === '[') {
      depth++
    } else if (character === '}' || character === ']') {
      depth--
      if (depth === 0) {
        return index + 1
      }
    }
  }
  return undefined
}

/** A word of a shell command, whatever is in it. */
export const quote = (word: string) => (/^[\w./][\w./-]*$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`)

/**
 * The command that makes lines of a file.
 * @param path absent for standard input
 * @param output a name that is free: the command writes to no file that is there
 */
function toCommand({ filter, ofFile }: Kind, path: string | undefined, isGzip: boolean, output: string) {
  if (path === undefined) {
    return filter
  }
  const word = quote(path.startsWith('-') ? `./${path}` : path)
  if (filter && (isGzip || !ofFile)) {
    return isGzip ? `gunzip < ${word} | ${filter} > ${output}` : `${filter} < ${word} > ${output}`
  }
  const unpacked = `${output}.unpacked`
  return (
    ofFile &&
    (isGzip ? `gunzip < ${word} > ${unpacked} && ${ofFile(unpacked)} > ${output}` : `${ofFile(word)} > ${output}`)
  )
}

/** The error for such a file: its format, and the command on a line of its own. */
export function toError(kind: Kind, path: string | undefined, isGzip: boolean, output: string) {
  const { what, needs, isTable } = kind
  const command = toCommand(kind, path, isGzip, output)
  const makes = isTable ? 'makes a line of each row, which then needs a "type" and a "userId"' : 'makes lines of it'
  const remedy = command === undefined ? '' : ` This ${makes}${needs === undefined ? '' : ` (it needs ${needs})`}:`
  return { message: `${path ?? 'Standard input'} holds ${what}, not one event per line.${remedy}`, command }
}
