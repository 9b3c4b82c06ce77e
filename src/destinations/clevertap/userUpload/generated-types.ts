// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The ID that uniquely identifies a person in CleverTap, such as the user ID. CleverTap creates the profile if it has none with this identity, and updates it otherwise.
   */
  identity: string
  /**
   * When the person was created or updated: an ISO-8601 date such as 2006-01-02T18:04:07Z, or a Unix timestamp in seconds or milliseconds. CleverTap files the record under this time. It is always sent as a Unix timestamp in seconds.
   */
  ts?: string
  /**
   * Optional attributes for the person. An update adds or changes attributes; it never removes any. Attributes that CleverTap does not know become custom attributes under the same name.
   */
  profileData?: {
    [k: string]: unknown
  }
  /**
   * The attributes by which CleverTap reaches and segments people. They are written in the form that CleverTap takes, and the traits they come from are not sent again as custom attributes. An attribute set here wins over one of the same name in Person Attributes.
   */
  standardAttributes?: {
    /**
     * The full name of the person, such as Ada Lovelace.
     */
    name?: string
    /**
     * The email address of the person, such as ada@example.com. CleverTap sends email to it.
     */
    email?: string
    /**
     * The phone number of the person with + and the country code, such as +14155550100. Spaces, dots, dashes and brackets are removed.
     */
    phone?: string
    /**
     * The gender of the person: M, male, F or female. CleverTap knows no other values.
     */
    gender?: string
    /**
     * The date of birth of the person, such as 1990-05-17 or a Unix timestamp. It is always sent as a CleverTap date.
     */
    dateOfBirth?: string
    /**
     * The age of the person in years, a whole number from 1 to 120.
     */
    age?: string
    /**
     * The web address of a picture of the person, such as https://example.com/ada.png.
     */
    photo?: string
    /**
     * The education of the person: School, College or Graduate.
     */
    education?: string
    /**
     * Whether the person is employed: true or false, or yes or no.
     */
    employed?: string
    /**
     * Whether the person is married: true or false, or yes or no.
     */
    married?: string
    /**
     * The kind of customer that the person is, such as Gold.
     */
    customerType?: string
    /**
     * Whether the person may be sent email: true or false. CleverTap takes a person without a value as subscribed.
     */
    emailSubscribed?: string
    /**
     * Whether the person may be sent push notifications: true or false. CleverTap takes a person without a value as subscribed.
     */
    pushSubscribed?: string
    /**
     * Whether the person may be sent text messages: true or false. CleverTap takes a person without a value as subscribed.
     */
    smsSubscribed?: string
    /**
     * Whether the person may be sent WhatsApp messages: true or false. CleverTap takes a person without a value as not subscribed.
     */
    whatsappSubscribed?: string
  }
  /**
   * Convert every attribute whose whole value is an ISO-8601 date to a Unix timestamp in seconds: 2006-01-02T18:04:07Z becomes 1136225047. A date without a time zone is taken as UTC. Created At and Date of Birth are converted with or without this setting.
   */
  convertTimestamps?: boolean
  /**
   * What Convert Timestamps makes of a date. Choose the CleverTap date to build segments by date, such as people who renew this week.
   */
  timestampFormat?: string
  /**
   * What to do with attributes that hold objects or lists. An attribute address with a city becomes address_city, and a list becomes its JSON text, unless you choose otherwise.
   */
  nestedData?: string
  /**
   * What to do when a standard attribute or Created At has a value that CleverTap does not take, such as a phone number without a country code. CleverTap would refuse the whole profile.
   */
  invalidAttributes?: string
  /**
   * Send many profiles in one request. Leave this on: CleverTap limits how many requests may be under way at once.
   */
  enable_batching?: boolean
  /**
   * The largest number of profiles in one request. CleverTap takes 1,000.
   */
  batch_size?: number
}
