/**
 * CleverTap's REST API has one version, in the path of every call.
 * Source: https://developer.clevertap.com/docs/common-api-components (documented).
 */
export const CLEVERTAP_API_VERSION = '1'
