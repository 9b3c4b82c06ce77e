// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The ID that uniquely identifies a person in CleverTap, such as the user ID. CleverTap creates a profile if it has none with this identity. An event without it is not sent.
   */
  identity: string
  /**
   * The name of the event in CleverTap, such as Product Viewed. The characters . : $ ' " \ are taken out of it. An account has room for 512 names, so do not put an ID or a page title into a name.
   */
  eventName: string
  /**
   * When the event happened: an ISO-8601 date such as 2006-01-02T18:04:07Z, a date and time of a database, or a Unix timestamp in seconds or milliseconds. Live campaigns see an event only if it is at most two hours old.
   */
  ts?: string
  /**
   * The properties of the event, such as the product and its price. CleverTap takes 100 properties of an event unless it has raised the limit of your account.
   */
  eventData?: {
    [k: string]: unknown
  }
  /**
   * Send Order Completed as Charged, the event from which CleverTap counts purchases and revenue. Amount, Currency, Charged ID, Payment mode and Items are found among Event Properties by their usual names, such as total, order_id and products.
   */
  chargedOrders?: boolean
  /**
   * Properties of Charged that have unusual names in your events. The keys are CleverTap's names: Amount, Currency, Charged ID, Payment mode, Items. Example: map Amount to the property paid. What is mapped here is used before Event Properties.
   */
  chargedData?: {
    [k: string]: unknown
  }
  /**
   * Convert every property whose whole value is an ISO-8601 date, such as 2006-01-02T18:04:07Z, to a timestamp. A date without a time zone is taken as UTC. Event Time is converted with or without this setting.
   */
  convertTimestamps?: boolean
  /**
   * What Convert Timestamps makes of a date. The CleverTap date is the only form of a date that CleverTap documents for events, and the one to compare dates with in segments.
   */
  timestampFormat?: string
  /**
   * What to do with objects and lists. Flattening makes one property of each value in an object: coupon with a code becomes coupon_code.
   */
  nestedData?: string
  /**
   * Put many events into one request. Leave this on: CleverTap limits how many requests may be under way at once.
   */
  enable_batching?: boolean
  /**
   * The largest number of events in one request. CleverTap takes 1000.
   */
  batch_size?: number
}
