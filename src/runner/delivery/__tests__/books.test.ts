/** What is counted, and up to where everything is settled. */
import { settleAll } from '../../__tests__/__helpers__/books'

it('does not let the reasons grow with the file', () => {
  const { reasons } = settleAll(
    Array.from({ length: 1000 }, (_, index) => ({ fate: 'invalid', reason: `Reason ${index}`, warnings: [] }))
  )
  expect(Object.keys(reasons.invalid ?? {})).toHaveLength(201)
  expect(reasons.invalid?.['Other reasons.']).toBe(800)
})
