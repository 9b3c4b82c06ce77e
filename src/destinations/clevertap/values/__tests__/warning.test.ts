import { doubtful, leftOut, quoteName, Warnings } from '../warning'

const warn = (count: number) => {
  const warnings = new Warnings()
  for (let index = 1; index <= count; index++) {
    warnings.push(index === 20 ? leftOut('a20', 'Warning 20') : doubtful(`a${index}`, `Warning ${index}`))
  }
  return warnings.toList()
}

describe('the warnings of one event', () => {
  it('are all there up to 20', () => {
    expect(warn(20).map(({ text }) => text)).toEqual(
      Array.from({ length: 20 }, (_value, index) => `Warning ${index + 1}`)
    )
  })

  it.each([
    [21, 2],
    [125_000, 124_981]
  ])('are 20 of %i, the last of which counts the rest', (count, rest) => {
    const list = warn(count)
    expect(list).toHaveLength(20)
    expect(list[18]).toEqual({ attribute: 'a19', text: 'Warning 19', isLeftOut: false })
    expect(list[19]).toEqual({
      attribute: '',
      text: `There are ${rest} more warnings. Correct those above first, or send fewer attributes.`,
      isLeftOut: true
    })
  })

  it('say the same thing once', () => {
    const warnings = new Warnings()
    warnings.push(leftOut('a', 'Left out.'))
    warnings.push(leftOut('a', 'Left out.'))
    expect(warnings.toList()).toEqual([{ attribute: 'a', text: 'Left out.', isLeftOut: true }])
  })
})

it.each([
  ['plan', '"plan"'],
  ['k'.repeat(121), `"${'k'.repeat(120)}"`],
  ['a\u0000\u001bb', '"a\ufffd\ufffdb"'],
  [`${'k'.repeat(119)}\u{1f44b}`, `"${'k'.repeat(119)}\ufffd"`]
])('the name %j is shown as %s', (name, shown) => {
  expect(quoteName(name)).toBe(shown)
})
