/** In which order a call's events go to CleverTap: one request per action where that is right, more where it is not. */
import fc from 'fast-check'
import { deletions, memberships, profiles, records } from '../../src/function/route'
import { planBatches } from '../../src/segment/batches'

const subscribers: { [actionKey: string]: typeof profiles } = {
  userUpload: profiles,
  userDelete: deletions,
  eventUpload: records,
  audienceMembership: memberships
}

const task = (position: number, actionKey: string, identity: string) => ({
  position,
  subscriber: subscribers[actionKey],
  identity
})

const plan = (tasks: [actionKey: string, identity: string][]) =>
  Array.from(
    planBatches(tasks.map(([actionKey, identity], position) => task(position, actionKey, identity))),
    (batch) => batch.map(({ position }) => position)
  )

it.each<[name: string, tasks: [string, string][], batches: number[][]]>([
  ['nothing', [], []],
  [
    'uploads and deletions of different people: one of each',
    [
      ['userUpload', 'a'],
      ['userDelete', 'b'],
      ['userUpload', 'c'],
      ['userDelete', 'd']
    ],
    [
      [0, 2],
      [1, 3]
    ]
  ],
  [
    'a deletion between uploads of its person: parted',
    [
      ['userUpload', 'a'],
      ['userUpload', 'b'],
      ['userDelete', 'a'],
      ['userUpload', 'a'],
      ['userUpload', 'b']
    ],
    [[0, 1, 4], [2], [3]]
  ],
  [
    'profiles and events of one person: one of each',
    [
      ['userUpload', 'a'],
      ['eventUpload', 'a'],
      ['userUpload', 'a'],
      ['eventUpload', 'a']
    ],
    [
      [0, 2],
      [1, 3]
    ]
  ],
  [
    'profiles and audiences of one person: one of each',
    [
      ['userUpload', 'a'],
      ['audienceMembership', 'a'],
      ['userUpload', 'a'],
      ['audienceMembership', 'a']
    ],
    [
      [0, 2],
      [1, 3]
    ]
  ],
  [
    'an event after a deletion: after it',
    [
      ['eventUpload', 'b'],
      ['userDelete', 'a'],
      ['eventUpload', 'a']
    ],
    [[0], [1], [2]]
  ]
])('plans %s', (_name, tasks, batches) => {
  expect(plan(tasks)).toEqual(batches)
})

it('sends each task once, one action a batch, and never passes a deletion of the person', () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('userUpload', 'eventUpload', 'userDelete'), fc.constantFrom('a', 'b', 'c'))),
      (generated) => {
        const tasks = generated.map(([actionKey, identity], position) => task(position, actionKey, identity))
        const batches = Array.from(planBatches(tasks))
        expect(batches.flat().sort((a, b) => a.position - b.position)).toEqual(tasks)
        expect(batches.filter((batch) => new Set(batch.map(({ subscriber }) => subscriber)).size !== 1)).toEqual([])
        const sent = batches.flat()
        const passed = sent.flatMap((later, index) =>
          sent
            .slice(0, index)
            .filter(
              (earlier) =>
                earlier.position > later.position &&
                earlier.identity === later.identity &&
                (earlier.subscriber.keepsOrder ||
                  later.subscriber.keepsOrder ||
                  earlier.subscriber === later.subscriber)
            )
        )
        expect(passed).toEqual([])
      }
    )
  ))
