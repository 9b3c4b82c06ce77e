/** Conformance: claims about CleverTap as data, and how an account, or whoever stands in for one, is asked for them. */
export { runScenarios } from './run'
export type { Backend, ClaimResult, RunResult, Verdict } from './run'
export type { Level } from './scenario'
export { scenarios } from './scenarios'
export { createSend } from './send'
export { findTraces } from './traces'
