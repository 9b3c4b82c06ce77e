/** The events of one call of the function to one fate each: route, batch, send. */
import type { DestinationDefinition, RequestClient } from '@segment/actions-core'
import destination from '../destinations/clevertap'
import type { Settings } from '../destinations/clevertap/generated-types'
import { BatchQueue } from '../segment/batches'
import { toFate } from './fate'
import type { Fate } from './fate'
import type { MultiStatusResponse, Node } from './framework'
import { createRequestClient, startDeadline } from './request'
import type { Deadline } from './request'
import { routeEvent } from './route'
import type { Routed } from './route'
import type { FunctionEvent, FunctionSettings } from './segment'
import { parseSettings } from './settings'

const { actions, extendRequest }: DestinationDefinition<Settings> = destination

/**
 * @param events any events, in the order in which they happened
 * @returns one fate per event, in the same order
 * @throws ValidationError if the settings cannot be used: no event can be delivered with them
 */
export async function deliverEvents(events: FunctionEvent[], functionSettings: FunctionSettings): Promise<Fate[]> {
  const parsed = parseSettings(destination, functionSettings)
  const routed = events.map((event) => routeEvent(actions, event, parsed))
  const tasks = routed.flatMap((task, position) => ('fate' in task ? [] : [{ position, ...task }]))
  const deadline = startDeadline()
  try {
    const sent = await sendTasks(tasks, openClient(parsed.settings, deadline), parsed.settings)
    return routed.map((task, position) => ('fate' in task ? task : sent[position]))
  } finally {
    deadline.cancel()
  }
}

/** @throws ValidationError if a credential cannot be written in a header */
function openClient(settings: Settings, deadline: Deadline): RequestClient {
  try {
    return createRequestClient(extendRequest?.({ settings, payload: {} }) ?? {}, deadline)
  } catch (error) {
    throw new ValidationError((error as Error).message)
  }
}

/** `position`: which event of the call it is about. */
type Task = Routed & { position: number }

type Fates = { [position: number]: Fate }

/** A deletion that overtook an upload which is to be repeated would leave a profile of a person who must have none. */
const heldBack: Fate = {
  fate: 'transient',
  reason: 'An earlier event of the same person has to be repeated first. It will be sent again.'
}

/** One batch after another, so that what is said later of a person arrives later. A single event is a batch of one. */
async function sendTasks(tasks: Task[], request: RequestClient, settings: Settings): Promise<Fates> {
  const fates: Fates = {}
  const queue = new BatchQueue<Task>()
  tasks.forEach((task) => queue.add(task))
  for (let batch = queue.next(); batch; batch = queue.next()) {
    const sent = await sendBatch(batch, request, settings)
    batch.forEach((task, index) => {
      fates[task.position] = sent[index]
      if (sent[index].fate === 'transient') {
        queue.hold(task).forEach(({ position }) => (fates[position] = heldBack))
      } else {
        queue.settle([task])
      }
    })
  }
  return fates
}

/** @returns one fate per task, in order */
async function sendBatch(batch: Task[], request: RequestClient, settings: Settings): Promise<Fate[]> {
  const { performBatch } = actions[batch[0].subscriber.actionKey]
  const response = await performBatch?.(request, {
    payload: batch.map(({ payload }) => payload),
    settings,
    audienceMembership: batch.map(({ audienceMembership }) => audienceMembership)
  })
  // In the built file, this class is the stand-in's.
  const nodes = (response as MultiStatusResponse).getAllResponses().map((item): Node => item.value())
  nodes.forEach((node, index) => logWarnings(node, batch[index].position))
  return nodes.map(toFate)
}

/** Segment shows a function's log beside its events. Warnings name attributes and rules, never values. */
function logWarnings({ body }: Node, position: number): void {
  const warnings = Array.isArray(body?.warnings) ? body.warnings : []
  warnings.forEach((warning) => typeof warning === 'string' && console.log(`Event ${position + 1}: ${warning}`))
}
