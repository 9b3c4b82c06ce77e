/** Every scenario, in the order in which they are asked and printed. */
import type { Scenario } from '../scenario'
import { access } from './access'
import { codes } from './codes'
import { deletions } from './deletions'
import { dryRunProofs } from './dry-run'
import { stored } from './stored'
import { unasked } from './unasked'
import { judgedValues } from './values'

export const scenarios: readonly Scenario[] = [
  ...access,
  ...dryRunProofs,
  ...codes,
  ...judgedValues,
  ...stored,
  ...deletions,
  ...unasked
]
