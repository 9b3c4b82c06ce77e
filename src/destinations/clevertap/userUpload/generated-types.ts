// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The ID that uniquely identifies a person in CleverTap, such as the user ID. CleverTap creates the profile if it has none with this identity, and updates it otherwise. An event without it is not sent.
   */
  identity: string
  /**
   * The time of this update, not the trait createdAt. CleverTap files the update under it. An ISO-8601 date such as 2006-01-02T18:04:07Z, or a Unix timestamp in seconds or milliseconds; it is always sent as a Unix timestamp in seconds.
   */
  ts?: string
  /**
   * Optional attributes for the person. An update adds or changes attributes; it never removes any. They become custom attributes under the same names, of which CleverTap takes 256 in all. For rows of a warehouse, map email, phone and the like in Standard Attributes as well.
   */
  profileData?: {
    [k: string]: unknown
  }
  /**
   * The attributes by which CleverTap reaches and segments people, under CleverTap's own names: Name, Email, Phone (+ and the country code, or set Country of Phone Numbers), Gender (M or F), DOB (date of birth, such as 1990-05-17), Age (1 to 120), Photo (web address of a picture), Education (School, College or Graduate), Employed (true or false), Married (true or false), Customer Type, Tz (time zone, such as America/New_York), MSG-email, MSG-push, MSG-sms, MSG-whatsapp. The MSG- attributes are true or false: whether the person may be sent messages on that channel. First Name and Last Name are joined to Name where there is no other. A trait that is sent here is not sent again as a custom attribute. Any other name becomes a custom attribute.
   */
  standardAttributes?: {
    [k: string]: unknown
  }
  /**
   * The country of phone numbers that are written without a country code, as two letters: with IN, 98123 45678 is sent as +919812345678. You can map it from the event. Without it, only numbers with a country code are sent as Phone.
   */
  phoneCountry?: string
  /**
   * Convert every attribute whose whole value is an ISO-8601 date, such as 2006-01-02T18:04:07Z, to a timestamp. A date without a time zone is taken as UTC. Created At and DOB are converted with or without this setting.
   */
  convertTimestamps?: boolean
  /**
   * What Convert Timestamps makes of a date. Segments by date, such as people who renew this week, need the CleverTap date. The Unix timestamp is a number, which CleverTap compares only as a number.
   */
  timestampFormat?: string
  /**
   * What to do with objects and lists. Flattening makes one attribute of each value in an object: address with a city becomes address_city.
   */
  nestedData?: string
  /**
   * What to do when a standard attribute or Created At has a value that CleverTap does not take, such as an email address without @. CleverTap refuses the whole profile for one such value.
   */
  invalidAttributes?: string
  /**
   * Put many profiles into one request. Leave this on: CleverTap limits how many requests may be under way at once.
   */
  enable_batching?: boolean
  /**
   * The largest number of profiles in one request. CleverTap takes 1000.
   */
  batch_size?: number
}
