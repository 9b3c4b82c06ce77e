/** Conformance: claims about CleverTap as data, and how an account is asked for them. */
export { testEvent } from './calls'
export { runScenarios } from './run'
export type { RunResult } from './run'
export type { ClaimResult, Level, Verdict } from './scenario'
export { scenarios } from './scenarios'
export { createSend } from './send'
