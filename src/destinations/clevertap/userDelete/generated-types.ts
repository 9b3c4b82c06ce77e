// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The ID of the profile which you want to delete.
   */
  identity: string
  /**
   * Delete many profiles in one request. This is faster, and CleverTap limits concurrent requests.
   */
  enable_batching?: boolean
  /**
   * The largest number of profiles in one request. CleverTap takes 100.
   */
  batch_size?: number
}
