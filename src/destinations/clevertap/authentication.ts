/** The settings a customer fills in, and the test of the credentials. */
import { APIError, InvalidAuthenticationError } from '@segment/actions-core'
import type { DestinationDefinition, RequestClient } from '@segment/actions-core'
import { contradictsItself, isSuccess, judgedStatus, parseAnswer } from './delivery/answer'
import { send } from './delivery/client'
import { statusPolicy } from './delivery/policy'
import { endpointChoices, profileUrl } from './endpoints'
import type { Settings } from './generated-types'

/** The test reads a profile, and must not depend on one that exists. */
const probeIdentity = 'segment-credential-test'

/**
 * Reads one profile. Any answer from CleverTap proves the credentials, unless it refuses them or reports a problem of its
 * own. How it answers for an unknown identity is not documented, and does not matter. An answer that is not CleverTap's, or
 * that contradicts itself, proves nothing.
 * Source: developer.clevertap.com "Get User Profile" (documented).
 * @throws InvalidAuthenticationError if CleverTap refuses the credentials, APIError if they could not be checked
 */
async function testAuthentication(request: RequestClient, { settings }: { settings: Settings }): Promise<void> {
  const reply = await send(request, profileUrl(settings.clevertapEndpoint), {
    method: 'get',
    searchParams: { identity: probeIdentity }
  })
  if (reply.kind === 'silence') {
    throw toUnchecked('CleverTap did not answer')
  }
  const body = parseAnswer(reply.content)
  const status = judgedStatus(reply.status, body)
  const policy = isSuccess(status) ? undefined : statusPolicy(status)
  if (policy?.fate === 'unauthorized') {
    throw new InvalidAuthenticationError(`CleverTap answered ${status}: ${policy.reason}`)
  }
  if (policy?.fate === 'transient') {
    throw toUnchecked(`CleverTap answered ${status}`)
  }
  if (!body || contradictsItself(body)) {
    throw toUnchecked(`CleverTap's address answered ${status} with something that proves nothing`)
  }
}

const toUnchecked = (problem: string) =>
  new APIError(`${problem}, so the credentials could not be checked. Try again later.`, 500)

export const authentication: DestinationDefinition<Settings>['authentication'] = {
  scheme: 'custom',
  fields: {
    clevertapAccountId: {
      label: 'CleverTap Account ID',
      description: 'The account ID, which the CleverTap dashboard calls Project ID: Settings > Project.',
      type: 'string',
      required: true
    },
    clevertapPasscode: {
      label: 'CleverTap Account Passcode',
      description:
        'A passcode of the account, from Settings > Project > Passcode in the CleverTap dashboard. Not the account token, which is for apps. Choose one that does not expire.',
      type: 'password',
      required: true
    },
    clevertapEndpoint: {
      label: 'REST Endpoint',
      description:
        'The region of your CleverTap account. The address of your dashboard begins with it: choose India for in1.dashboard.clevertap.com. CleverTap refuses every event sent to another region.',
      type: 'string',
      format: 'uri',
      required: true,
      choices: endpointChoices
    }
  },
  testAuthentication
}
