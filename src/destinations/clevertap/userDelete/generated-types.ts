// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The ID of the profile which you want to delete, such as the user ID. A deletion cannot be undone and takes CleverTap up to 48 hours. New data for the same ID creates the profile again.
   */
  identity: string
  /**
   * Put many profiles into one request. Leave this on: CleverTap limits how many requests may be under way at once.
   */
  enable_batching?: boolean
  /**
   * The largest number of profiles in one request. CleverTap takes 100.
   */
  batch_size?: number
}
