// Generated file. DO NOT MODIFY IT BY HAND.

export interface Settings {
  /**
   * The account ID, which the CleverTap dashboard calls Project ID: Settings > Project.
   */
  clevertapAccountId: string
  /**
   * A passcode of the account, from Settings > Project > Passcode in the CleverTap dashboard. Not the account token, which is for apps. Choose one that does not expire.
   */
  clevertapPasscode: string
  /**
   * The region of your CleverTap account. The address of your dashboard begins with it: choose India for in1.dashboard.clevertap.com. CleverTap refuses every event sent to another region.
   */
  clevertapEndpoint: string
}
