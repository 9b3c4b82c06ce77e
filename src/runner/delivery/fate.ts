/** What became of one event in one action, and which of several outcomes counts. Pure. */

/** From best to worst: how much has to be done before the event can be delivered after all. */
const fates = ['delivered', 'transient', 'invalid', 'rejected', 'unauthorized'] as const

/** The fates of the destination: see `outcome.ts` there. */
export type Fate = typeof fates[number]

/** `reason` says why an event was not delivered; neither it nor the warnings hold values of the event. */
export type Outcome = { fate: Fate; reason: string; warnings: string[] }

/** The worst fate with its reason, and all warnings: the outcome of an event that several actions took. */
export function worstOf(outcomes: Outcome[]): Outcome {
  if (outcomes.length === 1) {
    return outcomes[0]
  }
  const worst = outcomes.reduce((left, right) => (fates.indexOf(right.fate) > fates.indexOf(left.fate) ? right : left))
  return { ...worst, warnings: outcomes.flatMap(({ warnings }) => warnings) }
}
