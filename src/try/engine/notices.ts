/** What a person should know of an event, in a few words, each with its remedies. Pure. */
import { standardAttributes } from '../../destinations/clevertap/userUpload/standard-attributes'
import { parseIdentity } from '../../destinations/clevertap/values/identity'
import { isBlank } from '../../destinations/clevertap/values/json'
import type { Field, Json, JsonObject, Notice, NoticeKind, Origin, Part } from '../protocol'
import { actions } from './actions'
import { builders } from './builders'
import type { BuiltRecord } from './builders'
import { setCountry, setDrop } from './fixes'
import type { Asking } from './fixes'
import { listLiterals } from './literals'
import { applyMapping } from './mapping'
import { toOrigins } from './origins'
import { createProvenance } from './provenance'
import type { Attempt, Mapping } from './attempt'

/** @param parts the words of the text, each with its kind */
export function toNotice(
  kind: NoticeKind,
  parts: Part[],
  more: Omit<Partial<Notice>, 'kind' | 'text' | 'parts'> = {}
): Notice {
  const text = parts
    .map((part) => (typeof part === 'string' ? part : 'name' in part ? part.name : part.literal))
    .join('')
  return { kind, text, parts, fixes: [], ...more }
}

/** The notices of one event and one mapping. */
export function listNotices(attempt: Attempt, attributes: Origin[], asking: Asking): Notice[] {
  const { mapping, sent } = attempt
  if (!mapping) {
    return sent?.result.fate === 'invalid' ? [toNotice('invalid', [sent.result.reason])] : []
  }
  if (!sent) {
    return Array.from(mapping.problems, ([field, problem]) =>
      toNotice('unusable', [capital(problem)], { subscription: mapping.index, field })
    )
  }
  const literals = listLiterals(mapping, attempt.event as JsonObject)
  switch (sent.result.fate) {
    case 'invalid':
      return [...listInvalid(attempt, mapping, asking), ...literals]
    case 'rejected':
      return [...listRefused(attempt, mapping, asking), ...literals, ...listOthers()]
    case 'delivered':
    case 'transient':
    case 'unauthorized':
      return [...literals, ...listOthers()]
  }

  function listOthers(): Notice[] {
    const told = new Set(literals.map(({ attribute }) => attribute))
    const warnings = mapping ? listWarnings(attempt, mapping, attributes, asking) : []
    return warnings.filter(({ attribute }) => !told.has(attribute))
  }
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

const isRecord = (built: Attempt['built']): built is BuiltRecord => built !== undefined && 'data' in built

function listWarnings(attempt: Attempt, mapping: Mapping, attributes: Origin[], asking: Asking): Notice[] {
  const { built } = attempt
  if (!isRecord(built)) {
    return []
  }
  const originOf = new Map<string, Origin>()
  for (const origin of [...attributes].reverse()) {
    const isLeftOut = origin.leftOut !== undefined
    if (isLeftOut || originOf.get(origin.attribute)?.leftOut === undefined) {
      originOf.set(origin.attribute, origin)
    }
  }
  return built.warnings.map(({ attribute, text, isLeftOut }) => {
    const origin = originOf.get(attribute)
    const kind = isLeftOut ? 'leftOut' : 'warned'
    return isLeftOut && origin?.original !== undefined && isInvalid(attribute, origin.original, attempt, mapping)
      ? toInvalidValue(kind, attribute, origin, attempt, mapping, asking)
      : toNotice(kind, [text], { attribute, ...aboutOf(mapping, origin) })
  })
}

const aboutOf = ({ index }: Mapping, origin: Origin | undefined): Partial<Notice> => ({
  subscription: index,
  ...(origin?.field !== undefined && { field: origin.field }),
  ...(origin && { from: origin.from }),
  ...(origin?.original !== undefined && { value: origin.original })
})

const ruleOf = new Map(standardAttributes.map(({ name, rule }) => [name, rule]))

/** Whether the destination would send nothing for this value of a standard attribute. */
function isInvalid(attribute: string, value: Json, { input }: Attempt, { subscription }: Mapping): boolean {
  const { build, object = '', keyValue = '' } = builders[subscription.partnerAction]
  if (!input || !ruleOf.has(attribute)) {
    return false
  }
  const built = build({ ...input, payload: { ...input.payload, [object]: {}, [keyValue]: { [attribute]: value } } })
  return !isRecord(built) || built.data[attribute] === undefined
}

/** As `Phone 98450 12345 has no country code.` */
function toInvalidValue(
  kind: NoticeKind,
  attribute: string,
  origin: Origin,
  { event }: Attempt,
  mapping: Mapping,
  asking: Asking,
  ending: Part[] = []
): Notice {
  const { original: value = null } = origin
  const subject: Part[] = [{ name: attribute }, ' ', { literal: toShown(value) }]
  const country = attribute === 'Phone' ? setCountry(value, event as JsonObject, mapping, asking) : undefined
  const isNational = attribute === 'Phone' && /^[\s\d().-]+$/.test(toShown(value))
  const words = isNational ? ' has no country code.' : ` must be ${shortRules.get(attribute) ?? ruleOf.get(attribute)}.`
  return toNotice(kind, [...subject, words, ...ending], {
    attribute,
    ...aboutOf(mapping, origin),
    ...(country && { field: 'phoneCountry' }),
    fixes: country ? [country] : []
  })
}

/** Where the destination's rule is longer than a notice. */
const shortRules = new Map([
  ['Phone', 'a phone number with + and the country code'],
  ['Photo', 'a web address'],
  ['DOB', 'a date, such as 1990-05-17'],
  ['Employed', 'true or false'],
  ['Married', 'true or false']
])

const maxShown = 40

function toShown(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > maxShown ? `${text.slice(0, maxShown)}…` : text
}

function listInvalid(attempt: Attempt, mapping: Mapping, asking: Asking): Notice[] {
  const { input, sent, event } = attempt
  const { index, subscription } = mapping
  const toInvalid = (field: Field, parts: Part[], value?: Json) =>
    toNotice('invalid', [{ name: field.label }, ...parts], {
      attribute: field.label,
      ...(value !== undefined && { value }),
      subscription: index,
      field: field.key,
      from: createProvenance(subscription.mapping[field.key] ?? null, event as JsonObject)([])
    })
  const { fields } = actions[subscription.partnerAction]
  const given = input?.payload ?? applyMapping(subscription.mapping, event as JsonObject)
  const missing = input ? undefined : fields.find(({ isRequired, key }) => isRequired && isBlank(given[key]))
  if (missing) {
    return [toInvalid(missing, [' has no value.'])]
  }
  const { identity = null } = given
  const identityField = fields.find(({ key }) => key === 'identity')
  if (input && identityField && 'reason' in parseIdentity(identity)) {
    const shown = toShown(identity)
    const ending = shown.length > maxShown ? ' is too long.' : ' is a placeholder.'
    const parts = isBlank(identity) ? [' has no value.'] : [' ', { literal: shown }, ending]
    return [toInvalid(identityField, parts, identity)]
  }
  const reasons = input ? listDropped(attempt, mapping, asking, 'invalid') : []
  return reasons.length > 0 ? reasons : [toNotice('invalid', [sent?.result.reason ?? ''], { subscription: index })]
}

/** The attributes that the destination would leave out if Invalid Attributes were set to Drop. */
function listDropped(attempt: Attempt, mapping: Mapping, asking: Asking, kind: NoticeKind, code?: number): Notice[] {
  const { input, event } = attempt
  const { subscription } = mapping
  const { invalidAttributes } = input?.payload ?? {}
  if (!input || (invalidAttributes !== 'send' && invalidAttributes !== 'reject')) {
    return []
  }
  const builder = builders[subscription.partnerAction]
  const dropping = { ...input, payload: { ...input.payload, invalidAttributes: 'drop' } }
  const record = builder.build(dropping)
  if (!isRecord(record)) {
    return []
  }
  const { fields } = actions[subscription.partnerAction]
  const origins = toOrigins({
    builder,
    fields,
    mapping: subscription.mapping,
    event: event as JsonObject,
    input: dropping,
    record
  })
  const drop = setDrop(mapping)
  const ending: Part[] = invalidAttributes === 'send' ? [' It was sent all the same.'] : []
  return origins
    .filter(({ leftOut, original }) => leftOut !== undefined && original !== undefined)
    .flatMap((origin) => {
      const { attribute, original = null, leftOut = '' } = origin
      if (isInvalid(attribute, original, { ...attempt, input: dropping }, mapping)) {
        const notice = toInvalidValue(kind, attribute, origin, attempt, mapping, asking, ending)
        return [{ ...notice, fixes: [...notice.fixes, drop], ...(code !== undefined && { code }) }]
      }
      return origin.field === 'ts'
        ? [toNotice(kind, [leftOut], { attribute, ...aboutOf(mapping, origin), fixes: [drop] })]
        : []
    })
}

function listRefused(attempt: Attempt, mapping: Mapping, asking: Asking): Notice[] {
  const { sent } = attempt
  const code = sent?.code
  const about = { subscription: mapping.index, ...(code !== undefined && { code }) }
  if (sent?.isSimulated) {
    return [toNotice('refused', [`CleverTap was asked to refuse the record, with code ${code}.`], about)]
  }
  const dropped = listDropped(attempt, mapping, asking, 'refused', code)
  return dropped.length > 0 ? dropped : [toNotice('refused', [sent?.result.reason ?? ''], about)]
}
