/** The order, the limits and the end of a run, with a destination that answers as the test says. */
import { fatesOf, startRun, turn } from '../../__tests__/__helpers__/run'
import { deleteUser, identify } from '../../__tests__/__helpers__/command'

it('sends nothing about a person while something about them is not settled', async () => {
  const { next, requests, done, run } = startRun([identify('a'), deleteUser('a'), identify('a'), identify('b')])
  const first = await next()
  expect([first.kind, first.people, requests.length]).toEqual(['upload', ['a', 'b'], 0])
  first.answer(['delivered', 'delivered'])
  const second = await next()
  expect([second.kind, second.people, requests.length]).toEqual(['delete', ['a'], 0])
  second.answer(['delivered'])
  const third = await next()
  expect([third.kind, third.people]).toEqual(['upload', ['a']])
  third.answer(['delivered'])
  await done
  expect(run.tracker.counts).toMatchObject({ read: 4, delivered: 4, requests: 3, retries: 0 })
})

it('lets nothing overtake a record that has to be sent again', async () => {
  const { next, done } = startRun([identify('a'), deleteUser('a'), identify('b')])
  const first = await next()
  first.answer(['transient', 'delivered'])
  const again = await next()
  expect([again.kind, again.people]).toEqual(['upload', ['a']])
  again.answer(['delivered'])
  const last = await next()
  expect([last.kind, last.people]).toEqual(['delete', ['a']])
  last.answer(['delivered'])
  await done
})

it('holds back what comes later for a person whose event was given up', async () => {
  const pace = { concurrency: 4, giveUpAfterMs: 0, firstRetryMs: 1 }
  const { next, done, settled, requests } = startRun([identify('a'), deleteUser('a'), identify('b')], {
    pace,
    keepsUndelivered: true
  })
  const first = await next()
  first.answer(['transient', 'delivered'])
  await done
  expect(requests).toEqual([])
  expect(fatesOf(settled)).toEqual([
    [3, 'delivered'],
    [1, 'transient'],
    [2, 'transient']
  ])
})

it('keeps four uploads and three deletes under way, not more', async () => {
  const people = Array.from({ length: 20 }, (_, index) => `u-${index}`)
  const { requests, next, done } = startRun(
    people.map((id, index) => (index % 2 === 0 ? identify(id) : deleteUser(id))),
    { maxEvents: 1 }
  )
  let answered = 0
  while (answered < 20) {
    const request = await next()
    await turn()
    await turn()
    await turn()
    const open = [request, ...requests]
    expect(open.filter(({ kind }) => kind === 'upload').length).toBeLessThanOrEqual(4)
    expect(open.filter(({ kind }) => kind === 'delete').length).toBeLessThanOrEqual(3)
    request.answer(['delivered'])
    answered++
  }
  await done
})

it('stops sending when credentials are refused, and settles nothing', async () => {
  const events = [identify('a'), identify('a'), identify('b')]
  const { run, next, done, settled, requests } = startRun(events)
  ;(await next()).answer(['unauthorized', 'unauthorized'])
  await done
  expect(requests).toEqual([])
  expect(run.stopped).toEqual({ reason: 'unauthorized' })
  expect(settled).toEqual([])
  expect(run.tracker.counts).toMatchObject({ read: 3, unauthorized: 0 })
  expect([run.tracker.left, run.tracker.reasons]).toEqual([3, { unauthorized: { unauthorized: 2 } }])
  expect(run.tracker.settlement().settledThrough).toBe(0)
})

it('counts only what is settled when it is interrupted, and reports the line before the first that is not', async () => {
  const { run, next, done, settled, requests } = startRun([
    identify('a'),
    identify('b'),
    deleteUser('a'),
    identify('c')
  ])
  const first = await next()
  run.stop({ reason: 'interrupted' })
  first.answer(['delivered', 'transient', 'delivered'])
  await done
  expect(requests).toEqual([])
  expect(fatesOf(settled)).toEqual([
    [1, 'delivered'],
    [4, 'delivered']
  ])
  expect(run.tracker.settlement().settledThrough).toBe(1)
  expect(run.tracker.counts).toMatchObject({ read: 4, delivered: 2, transient: 0 })
  expect(run.tracker.left).toBe(2)
  expect(run.tracker.settlement()).toMatchObject({ settledThrough: 1, settled: [[4, 4]], total: { read: 2 } })
})

it('ends when an event cannot be kept: it is left, and what was delivered beside it is settled', async () => {
  const { run, next, done } = startRun([identify('a'), identify('b'), identify('c')], {
    onSettled: ({ line }) => {
      if (line === 2) {
        throw new Error('disk')
      }
    }
  })
  const first = await next()
  first.answer(['delivered', 'delivered', 'delivered'])
  await expect(done).rejects.toThrow('disk')
  expect(run.tracker.settlement()).toMatchObject({
    settledThrough: 1,
    settled: [[3, 3]],
    total: { read: 2, delivered: 2 }
  })
  expect(run.tracker.left).toBe(1)
})

it('sends events without an identity together, since they have no order', async () => {
  const { next, done } = startRun([{ type: 'identify' }, { type: 'identify' }, { type: 'identify', userId: '  ' }])
  const first = await next()
  expect(first.people).toHaveLength(3)
  first.answer(['invalid', 'invalid', 'invalid'])
  await done
})

it('ends when progress cannot be kept, also while other requests are under way', async () => {
  const { run, next, done } = startRun([identify('a'), identify('b'), identify('c')], {
    maxEvents: 1,
    onProgress: () => {
      throw new Error('disk')
    }
  })
  const ended = expect(done).rejects.toThrow('disk')
  const requests = [await next(), await next(), await next()]
  for (const { answer } of requests) {
    answer(['delivered'])
    await turn()
  }
  await ended
  expect(run.tracker.settlement().settledThrough).toBe(3)
})

it('sends several events of a person together, and later ones once those are settled', async () => {
  const people = ['a', 'b', 'a', 'a', 'a']
  const { run, next, requests, done } = startRun(
    people.map((id) => identify(id)),
    { maxEvents: 3 }
  )
  const [first, other] = [await next(), await next()]
  expect([first.people, other.people, requests.length]).toEqual([['a', 'a', 'a'], ['b'], 0])
  other.answer(['delivered'])
  await turn()
  expect(requests).toEqual([])
  first.answer(['delivered', 'delivered', 'delivered'])
  const last = await next()
  expect(last.people).toEqual(['a'])
  last.answer(['delivered'])
  await done
  expect(run.tracker.counts).toMatchObject({ read: 5, delivered: 5, requests: 3, retries: 0 })
})
