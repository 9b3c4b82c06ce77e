/** CLEVERTAP_API_VERSION
 * The one version of CleverTap's REST API, in the path of every call.
 * API reference: https://developer.clevertap.com/docs/common-api-components
 */
export const CLEVERTAP_API_VERSION = '1'
