/** The regions a customer can choose and the absolute URL of each API call. */
import { CLEVERTAP_API_VERSION } from './versioning-info'

/**
 * All public regions of CleverTap. Values are in customers' saved settings: add, never change or remove.
 * Source: developer.clevertap.com "Common API Components" (documented); `eu1.api` is the alias of Europe's bare
 * `api.clevertap.com` that CleverTap's own clients use (observed), `sk1` is documented on docs.clevertap.com only.
 */
export const endpointChoices = [
  { label: 'Europe (dashboard at eu1.dashboard.clevertap.com)', value: 'https://eu1.api.clevertap.com' },
  { label: 'India (dashboard at in1.dashboard.clevertap.com)', value: 'https://in1.api.clevertap.com' },
  { label: 'Singapore (dashboard at sg1.dashboard.clevertap.com)', value: 'https://sg1.api.clevertap.com' },
  { label: 'United States (dashboard at us1.dashboard.clevertap.com)', value: 'https://us1.api.clevertap.com' },
  { label: 'Indonesia (dashboard at aps3.dashboard.clevertap.com)', value: 'https://aps3.api.clevertap.com' },
  {
    label: 'Middle East, United Arab Emirates (dashboard at mec1.dashboard.clevertap.com)',
    value: 'https://mec1.api.clevertap.com'
  },
  { label: 'South Korea (dashboard at sk1.dashboard.clevertap.com)', value: 'https://sk1.api.clevertap.com' }
]

const callUrl = (endpoint: string, path: string) => `${endpoint}/${CLEVERTAP_API_VERSION}/${path}`

/** `POST` here creates or updates profiles. */
export const uploadUrl = (endpoint: string) => callUrl(endpoint, 'upload')

/** `POST` here deletes profiles. */
export const deleteUrl = (endpoint: string) => callUrl(endpoint, 'delete/profiles.json')

/** `GET` here reads one profile. */
export const profileUrl = (endpoint: string) => callUrl(endpoint, 'profile.json')
