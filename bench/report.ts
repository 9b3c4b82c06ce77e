/** What was measured: for each question a table for people, and what is to be reached. */
import { median, perRound, show, showSpread, toTable } from './figures'
import { cases, growth } from './jobs'
import type { Figures } from './measurements'

/** The figures of each job, by its name, one per round. */
export type Results = Map<string, Figures[]>

/** A figure of a job, one per round. */
type Get = (job: string, figure?: string) => number[]

/** The reason for missing it is shown while it is missed. */
type Target = { name: string; atMost?: number; atLeast?: number; values: number[]; reason?: string }

type Section = { heading: string; columns: string[]; rows: string[][]; targets: Target[] }

const divide = (a: number, b: number) => a / b
const divideBySum = (a: number, ...parts: number[]) => a / parts.reduce((sum, part) => sum + part)

function toCpu(get: Get): Section {
  const goals: { [name: string]: { atMost: number; atLeast: number } } = {
    'User Upload, old mapping': { atMost: 1.1, atLeast: 33 },
    'User Upload, default mapping': { atMost: 1.15, atLeast: 9.5 }
  }
  const rows: string[][] = []
  const targets: Target[] = []
  for (const { name, action, batchSize } of cases) {
    const [ours, noop, floor] = ['this', 'no-op', 'bare POST'].map((who) => get(`cpu ${name} ${who}`))
    const incumbent = get(`cpu ${action} incumbent`)
    const requests = get(`cpu ${name} this`, 'requestsPerThousand')
    const overFloor = perRound(divideBySum, ours, noop, floor)
    const overOurs = perRound(divide, incumbent, ours)
    rows.push([name, ...[ours, noop, floor, overFloor, incumbent, overOurs, requests].map(showSpread)])
    targets.push({ name: `Requests per 1,000 events, ${name}`, atMost: 1000 / batchSize, values: requests })
    if (name in goals) {
      const bound = show(median(perRound(divideBySum, incumbent, noop, floor)))
      targets.push(
        {
          name: `CPU, this ÷ (no-op framework + bare POST), ${name}`,
          atMost: goals[name].atMost,
          values: overFloor,
          reason: 'What is above 1 is own code, which has targets of its own below.'
        },
        {
          name: `CPU, incumbent ÷ this, ${name}`,
          atLeast: goals[name].atLeast,
          values: overOurs,
          reason: `The framework and the POST alone allow no more than ${bound}.`
        }
      )
    }
  }
  const columns = ['', 'this', 'no-op framework', 'bare POST', 'this ÷ (no-op + POST)', 'incumbent', 'incumbent ÷ this']
  return { heading: 'CPU, µs per event', columns: [...columns, 'requests per 1,000'], rows, targets }
}

function toOwn(get: Get): Section {
  const goals: { [name: string]: { atMost: number; reason: string } } = {
    'User Upload, old mapping, no dates': {
      atMost: 2,
      reason: 'Building an object key by key and testing each name is JavaScript; JSON.stringify is native.'
    },
    'User Upload, default mapping, no dates': {
      atMost: 3,
      reason: 'Each standard attribute is also checked, and the trait that it came from found and left out.'
    },
    'Event Upload, default mapping': {
      atMost: 2.5,
      reason: 'As for User Upload: building and checking is JavaScript; JSON.stringify is native.'
    }
  }
  const names = cases.flatMap(({ name, action }) => (action === 'userUpload' ? [`${name}, no dates`, name] : [name]))
  const ratio = (name: string) => perRound(divide, get(`own ${name}`, 'own'), get(`own ${name}`, 'stringify'))
  return {
    heading: 'Own code, µs per event: build, convert, check, plan, classify, settle',
    columns: ['', 'own code', 'JSON.stringify of the bodies', 'ratio'],
    rows: names.map((name) => [
      name,
      ...[get(`own ${name}`, 'own'), get(`own ${name}`, 'stringify'), ratio(name)].map(showSpread)
    ]),
    targets: names
      .filter((name) => name in goals)
      .map((name) => ({ name: `Own code ÷ JSON.stringify, ${name}`, values: ratio(name), ...goals[name] }))
  }
}

function toStreams(get: Get): Section {
  const rates = (who: string) => get(`stream ${who}`, 'perSecond')
  const streams = ['this, old mapping', 'this, default mapping', 'incumbent, 1', 'incumbent, 16', 'incumbent, 64']
  return {
    heading: 'Uploads per second at 20 ms latency',
    columns: ['', 'events per second'],
    rows: streams.map((who) => [who, showSpread(rates(who))]),
    targets: [
      {
        name: 'Uploads per second, one batch stream ÷ incumbent at 64',
        atLeast: 11,
        values: perRound(divide, rates('this, old mapping'), rates('incumbent, 64')),
        reason: 'The stream waits 20 ms for every answer, while 64 keep the incumbent busy.'
      }
    ]
  }
}

function toGrowth(get: Get): Section {
  const [least, ...more] = growth.filter((events) => get(`growth ${events}`).length > 0)
  const most = more[more.length - 1]
  const grown = (figure: string) => [median(get(`growth ${most}`, figure)) / median(get(`growth ${least}`, figure))]
  const suffix = `${show(most)} events ÷ ${show(least)}`
  return {
    heading: 'Growth: events in one process, User Upload, default mapping',
    columns: ['events', 'CPU µs per event', 'peak memory, MB'],
    rows: [least, ...more].map((events) => [
      show(events),
      showSpread(get(`growth ${events}`)),
      showSpread(get(`growth ${events}`, 'peakMegabytes'))
    ]),
    targets: [
      { name: `CPU per event, ${suffix}`, atMost: 1.1, values: grown('us') },
      {
        name: `Peak memory, ${suffix}`,
        atMost: 1.1,
        values: grown('peakMegabytes'),
        reason: 'A thousand events end before the heap has its size: from 10,000 on the rows below hardly grow.'
      }
    ]
  }
}

function toDeliver(get: Get): Section {
  const name = 'User Upload, default mapping'
  const parts = [get('parse'), get(`cpu ${name} no-op`), get(`cpu ${name} bare POST`)]
  const ratio = perRound(divideBySum, get('deliver'), ...parts)
  return {
    heading: 'The command `deliver`, CPU µs per event, its start included',
    columns: ['`deliver`', 'JSON.parse', 'no-op framework', 'bare POST', 'ratio', 'peak memory, MB'],
    rows: [[get('deliver'), ...parts, ratio, get('deliver', 'peakMegabytes')].map(showSpread)],
    targets: [
      {
        name: '`deliver` ÷ (JSON.parse + no-op framework + bare POST)',
        atMost: 1.3,
        values: ratio,
        reason: 'It also keeps each person’s events in order, and books what became of each.'
      }
    ]
  }
}

function toTargetRow({ name, atMost = Infinity, atLeast = -Infinity, values, reason }: Target): string[] {
  const isMet = median(values) <= atMost && median(values) >= atLeast
  const goal = atMost < Infinity ? `at most ${atMost}` : `at least ${atLeast}`
  return [name, goal, showSpread(values), isMet ? 'met' : `**missed** ${reason ?? 'Not yet explained.'}`]
}

/** The targets first, then what they were read from. */
export function toReport(results: Results): string {
  const get: Get = (job, figure = 'us') => (results.get(job) ?? []).map((figures) => figures[figure])
  const sections = [toCpu(get), toOwn(get), toStreams(get), toGrowth(get), toDeliver(get)]
  const targets = sections.flatMap((section) => section.targets)
  return [
    `## Targets\n\n${toTable(['', 'target', 'measured', ''], targets.map(toTargetRow))}`,
    ...sections.map(({ heading, columns, rows }) => `## ${heading}\n\n${toTable(columns, rows)}`)
  ].join('\n\n')
}
