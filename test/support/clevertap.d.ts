/** The part of CleverTap's Node client that is used here; it comes without types. */
declare module 'clevertap' {
  type Answer = Promise<unknown>

  export type Client = {
    /** What makes the requests; `apiEndpoint` is where, without a slash at the end. */
    api: { apiEndpoint: string }
    upload(records: object[], options?: { batchSize?: number }): Answer
    profile(by: { identity?: string; email?: string; objectId?: string }): Answer
    delete(query: { identity: string | string[] }): Answer
    demerge(query: { identities: string[] }): Answer
  }

  export const REGIONS: { INDIA: string }
  export function init(accountId: string, passcode: string, region: string): Client
}
