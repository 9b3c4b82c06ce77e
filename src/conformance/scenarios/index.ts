/** Every scenario, in the order in which they are asked and printed: level by level, the proof of a level first. */
import { levels } from '../scenario'
import type { Scenario } from '../scenario'
import { access } from './access'
import { questions } from './questions'
import { records } from './records'
import { stored } from './stored'

const all: readonly Scenario[] = [...access, ...records, ...stored, ...questions]

export const scenarios: readonly Scenario[] = [
  ...levels.flatMap((level) => all.filter((scenario) => 'level' in scenario && scenario.level === level)),
  ...all.filter((scenario) => 'notAsked' in scenario)
]
