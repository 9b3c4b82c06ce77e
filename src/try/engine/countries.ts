/** The countries in which a phone number is a mobile number, and the one of them that something names. Pure. */
import { get } from '@segment/actions-core'
import { PhoneNumberType, PhoneNumberUtil } from 'google-libphonenumber'
import { toPhone } from '../../destinations/clevertap/userUpload/phone'
import type { Json, JsonObject } from '../protocol'

/** `phone` is what the destination would send. */
export type Country = { code: string; name: string; phone: string }

const library = PhoneNumberUtil.getInstance()

const names = new Intl.DisplayNames(['en'], { type: 'region' })

/** CleverTap writes to mobile numbers; in some countries they look like fixed lines. */
const mobileTypes = [PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE]

/** The destination, too, takes no longer text for a number. */
const maxCharacters = 64

/** Asking about every country takes some 20 milliseconds, and the same number comes with each key that is pressed. */
const known = new Map<string, Country[]>()
const maxKnown = 200

/** @returns the countries in the order of their names; none for what is no number */
export function listCountries(value: Json): Country[] {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  if (text.length > maxCharacters || (text.match(/\d/g) ?? []).length < 6) {
    return []
  }
  const countries = known.get(text) ?? library.getSupportedRegions().flatMap((code) => toCountry(text, code))
  if (known.size >= maxKnown) {
    known.clear()
  }
  known.set(text, countries)
  return [...countries].sort((left, right) => left.name.localeCompare(right.name))
}

function toCountry(text: string, code: string): Country[] {
  const phone = toPhone(text, code)
  return phone !== undefined && isMobileIn(phone, code) ? [{ code, name: names.of(code) ?? code, phone }] : []
}

function isMobileIn(phone: string, code: string): boolean {
  const number = library.parse(phone)
  return library.getRegionCodeForNumber(number) === code && mobileTypes.includes(library.getNumberType(number))
}

/**
 * @param event names its country in an address, a locale or a time zone
 * @param region that of the browser
 */
export function chooseCountry(countries: Country[], event: JsonObject, region?: string): Country | undefined {
  const address = get(event, 'traits.address.country') ?? get(event, 'traits.country')
  const locale = get(event, 'context.locale')
  const zone = toZone(get(event, 'context.timezone') ?? get(event, 'traits.timezone'))
  const named = [
    (country: Country) => isNamed(country, address),
    (country: Country) => typeof locale === 'string' && /[-_]([A-Z]{2})$/.exec(locale)?.[1] === country.code,
    (country: Country) => zone !== undefined && zonesOf(country.code).includes(zone),
    (country: Country) => country.code === region?.toUpperCase()
  ]
  return named.map((isIt) => countries.find(isIt)).find((country) => country !== undefined)
}

const isNamed = ({ code, name }: Country, address: unknown) =>
  typeof address === 'string' && [code, name].some((known) => known.toLowerCase() === address.trim().toLowerCase())

/** A time zone has several names; this is the one that JavaScript prefers. */
function toZone(value: unknown): string | undefined {
  try {
    return typeof value === 'string'
      ? new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone
      : undefined
  } catch {
    // It is no time zone.
    return undefined
  }
}

/** Node has it as a property or, since a later edition of the standard, as a function; none has both. */
type Locale = { timeZones?: string[]; getTimeZones?: () => string[] | undefined }

function zonesOf(code: string): (string | undefined)[] {
  const locale = new Intl.Locale(`und-${code}`) as Locale
  return (locale.getTimeZones?.() ?? locale.timeZones ?? []).map(toZone)
}
