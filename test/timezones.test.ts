/** Dates mean the same wherever the destination runs: the table of dates, read in processes with other time zones. */
import { execFileSync } from 'child_process'
import { join } from 'path'
import { dates } from '../src/destinations/clevertap/__tests__/__helpers__/dates'

/** Prints the hour that midnight of January 1970 in UTC is there, and what every argument is read as. */
const program = `
  const { parseIsoSeconds } = require('./src/destinations/clevertap/values/timestamp')
  console.log(JSON.stringify({ hour: new Date(0).getHours(), read: process.argv.slice(1).map(parseIsoSeconds) }))
`

it.each([
  ['UTC', 0],
  ['Asia/Kolkata', 5],
  ['America/Los_Angeles', 16]
])('dates are read alike in %s', (zone, hour) => {
  const texts = dates.map(([text]) => text)
  const output = execFileSync(process.execPath, ['--require', 'tsx/cjs', '--eval', program, ...texts], {
    cwd: join(__dirname, '..'),
    env: { ...process.env, TZ: zone },
    encoding: 'utf8'
  })
  expect(JSON.parse(output)).toEqual({ hour, read: dates.map(([, epochSeconds]) => epochSeconds) })
})
