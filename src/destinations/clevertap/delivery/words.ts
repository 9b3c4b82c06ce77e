/** Decides whether CleverTap's words may be shown, from the text alone. Pure. */

/** A text longer than this is not one of CleverTap's sentences. */
const maxCharacters = 300

/**
 * The words that CleverTap is documented or recorded to use in errors. Sources: developer.clevertap.com "API Errors" and
 * "Upload Events", exchanges of 2017 and 2018 kept by tradeo/clevertap-ruby and one of 2024 by rudderlabs/rudder-server
 * (recorded), clients of CleverTap (observed).
 */
const clevertapWords = new Set(
  [
    'profile data is incorrect email is not valid phone number is not valid age is invalid gender needs to be m/f',
    'employed education married should be y/n school college graduate',
    'event name is incorrect errorcode: 509 - event name is mandatory 513 - trying to raise a restricted system event',
    'event structure is invalid too many event properties event discarded by account settings',
    "'identity' or 'fbId' or 'gpId' or 'objectId' is necessary under 120 chars to identify the user",
    'timestamp should be present in the unix epoch format skipped record',
    'miscellaneous server error malformed request max 100 are allowed too many concurrent requests',
    'account ID is not valid 12 digit account ID mandatory passcode invalid invalid credentials invalid account info'
  ].flatMap(toWords)
)

/** Words between spaces and punctuation. Anything else, such as an escape, is part of a word. */
function toWords(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[ .,:;'"()/-]/)
    .filter((word) => word !== '')
}

/**
 * @param text what CleverTap said, possibly with values of the record in it, in whatever form
 * @returns whether every word is one of CleverTap's own, so that none is a value
 */
export const isClevertapWording = (text: string): boolean =>
  text.length <= maxCharacters && toWords(text).every((word) => clevertapWords.has(word))
