// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The ID that uniquely identifies a person in CleverTap, such as the user ID.
   */
  identity: string
  /**
   * The name of the attribute that says whether a person is in the audience: true or false. By default the key of the audience in Engage.
   */
  audience: string
  /**
   * Put many profiles into one request. Leave this on: CleverTap limits how many requests may be under way at once.
   */
  enable_batching?: boolean
  /**
   * The largest number of profiles in one request. CleverTap takes 1000.
   */
  batch_size?: number
}
