// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The ID that uniquely identifies a person in CleverTap, such as the user ID. CleverTap creates the profile if it has none with this identity, and updates it otherwise. An event without it is not sent.
   */
  identity: string
  /**
   * The time of this update, under which CleverTap files it; not the trait createdAt. An ISO-8601 date such as 2006-01-02T18:04:07Z, or a Unix timestamp. It is always sent as a Unix timestamp in seconds.
   */
  ts?: string
  /**
   * Optional attributes for the person: the traits of an event, or the columns of a warehouse row. An update adds or changes attributes; it never removes any. What is no standard attribute becomes a custom attribute, of which CleverTap takes 256 in all.
   */
  profileData?: {
    [k: string]: unknown
  }
  /**
   * Find the attributes that CleverTap knows by name among Person Attributes: a trait first_name, firstName or "First Name" is the first name, birthday is DOB, avatar is Photo.
   */
  recognizeStandardAttributes?: boolean
  /**
   * What has another name in your events, or no trait: Name, First Name, Last Name, Email, Phone, Gender, DOB, Age, Photo, Education, Employed, Married, Customer Type, Tz, MSG-email, MSG-push, MSG-sms, MSG-whatsapp. For consent, map MSG-email to true or false: whether the person may be sent email.
   */
  standardAttributes?: {
    [k: string]: unknown
  }
  /**
   * The country of phone numbers that are written without a country code, as two letters: with IN, 98123 45678 is sent as +919812345678. It may be mapped from the event. Without it, only numbers with a country code are sent.
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
   * What to do with an attribute that is null: leave it as it is in CleverTap, or delete it there. A trait plan that is null then removes plan from the profile.
   */
  nullAttributes?: string
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
