/** What was measured: for each question a table for people, and what is to be reached. */
import { median, perRound, showSpread, toTable } from './figures'
import { cases, filesOf } from './jobs'
import type { Figures } from './jobs'

/** The figures of each job, by its name, one per round. */
export type Results = Map<string, Figures[]>

/** A figure of a job, one per round; none if the job was not run. */
type Get = (job: string, figure?: string) => number[]

type Target = { name: string; atMost?: number; atLeast?: number; values: number[] }

type Section = { heading: string; columns: string[]; rows: string[][]; targets: Target[] }

const divide = (a: number, b: number) => a / b

/** By name of the case: this ÷ (no-op framework + bare POST) at most, and incumbent ÷ this at least. */
const goals: { [name: string]: { atMost: number; atLeast: number } } = {
  'User Upload, old mapping': { atMost: 1.2, atLeast: 30 },
  'User Upload, default mapping': { atMost: 1.6, atLeast: 12 }
}

/** Quick Setup ÷ the same of the checkout that `--against` names. */
const atMostOfAgainst = 0.7

function toCpu(get: Get): Section {
  const rows: string[][] = []
  const targets: Target[] = []
  for (const { name, action, batchSize } of cases) {
    const [ours, noop, post, against] = ['this', 'no-op', 'bare POST', 'against'].map((who) =>
      get(`cpu ${name} ${who}`)
    )
    const incumbent = get(`cpu ${action} incumbent`)
    const requests = get(`cpu ${name} this`, 'requestsPerThousand')
    const overFloor = perRound((own, framework, request) => own / (framework + request), ours, noop, post)
    const overOurs = perRound(divide, incumbent, ours)
    rows.push([name, ...[ours, noop, post, overFloor, incumbent, overOurs, requests].map(showSpread)])
    targets.push({ name: `Requests per 1,000 events, ${name}`, atMost: 1000 / batchSize, values: requests })
    if (name in goals) {
      const { atMost, atLeast } = goals[name]
      targets.push({ name: `CPU, incumbent ÷ this, ${name}`, atLeast, values: overOurs })
      targets.push({ name: `CPU, this ÷ (no-op framework + bare POST), ${name}`, atMost, values: overFloor })
    }
    if (against.length > 0) {
      const values = perRound(divide, ours, against)
      targets.push({ name: `CPU, this ÷ the other checkout, ${name}`, atMost: atMostOfAgainst, values })
    }
  }
  const columns = ['', 'this', 'no-op framework', 'bare POST', 'this ÷ (no-op + POST)', 'incumbent', 'incumbent ÷ this']
  return { heading: 'CPU, µs per event', columns: [...columns, 'requests per 1,000'], rows, targets }
}

function toDeliver(get: Get): Section {
  const ratio = (figure: string) => perRound(divide, get('deliver sorted', figure), get('deliver shuffled', figure))
  return {
    heading: 'The command `deliver`, with 20 ms for each request',
    columns: ['order of the events', 'events', 'events per second', 'requests', 'CPU, µs per event'],
    rows: Object.entries(filesOf).map(([order, count]) => [
      order,
      count.toLocaleString('en'),
      ...['perSecond', 'requests', 'us'].map((figure) => showSpread(get(`deliver ${order}`, figure)))
    ]),
    targets: [
      { name: '`deliver`, events per second, sorted by person ÷ shuffled', atLeast: 0.8, values: ratio('perSecond') },
      { name: '`deliver`, requests, sorted by person ÷ shuffled', atMost: 1.3, values: ratio('requests') },
      {
        name: '`deliver`, requests for 2,000 events of one person',
        atMost: 5,
        values: get('deliver one person', 'requests')
      }
    ]
  }
}

function toTargetRow({ name, atMost = Infinity, atLeast = -Infinity, values }: Target): string[] {
  const isMet = median(values) <= atMost && median(values) >= atLeast
  return [
    name,
    atMost < Infinity ? `at most ${atMost}` : `at least ${atLeast}`,
    showSpread(values),
    isMet ? 'met' : '**missed**'
  ]
}

/** The targets first, then what they were read from. */
export function toReport(results: Results): string {
  const get: Get = (job, figure = 'us') => (results.get(job) ?? []).map((figures) => figures[figure])
  const sections = [toCpu(get), toDeliver(get)]
  const targets = sections.flatMap((section) => section.targets)
  return [
    `## Targets\n\n${toTable(['', 'target', 'measured', ''], targets.map(toTargetRow))}`,
    ...sections.map(({ heading, columns, rows }) => `## ${heading}\n\n${toTable(columns, rows)}`)
  ].join('\n\n')
}
