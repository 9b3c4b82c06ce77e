import { isClevertapWording } from '../words'

describe("CleverTap's words", () => {
  it.each([
    'Profile data is incorrect. Phone number is not valid.',
    'Event Name is incorrect. ErrorCode: 513 - Trying to raise a restricted system event.',
    "'identity' or 'fbId' or 'gpId' or 'objectId' is necessary under 120 chars to identify the user.",
    'Gender needs to be M/F.',
    'Malformed request',
    '12 digit account ID mandatory'
  ])('may be shown: %s', (text) => {
    expect(isClevertapWording(text)).toBe(true)
  })

  it.each([
    ['a value', 'Email ada@example.com is not valid.'],
    ['a value of letters', 'Profile Springfield is not valid.'],
    ['a number', 'Age 47 is invalid.'],
    ['an escaped value', 'Profile M\\u00fcnchen is not valid.'],
    ['an escape alone', 'Email %40 is not valid.'],
    ['an entity', 'Email &#64; is not valid.'],
    ['a value glued to a word', 'email=ada is not valid'],
    ['a script without spaces', 'Email 東京都 is not valid.'],
    ['a word of a sentence that CleverTap is not known to say', 'The moon is not valid.'],
    ['a line break', 'Email\nis not valid.'],
    ['far more than a sentence', 'is '.repeat(101)]
  ])('may not be shown with %s', (_name, text) => {
    expect(isClevertapWording(text)).toBe(false)
  })
})
