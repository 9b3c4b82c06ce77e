/** The licences of the packages whose code is part of what this project hands out. Reads, writes nothing. */
import { readdirSync, readFileSync } from 'fs'
import { join } from 'path'

/**
 * Packages of Segment's monorepo hold no licence text. Source: the README of segmentio/action-destinations, which has
 * the MIT licence with this line.
 */
const copyrightOfSegment = 'Copyright (c) 2025 Segment'
const packagesOfSegment = ['actions-core', 'ajv-human-errors', 'destination-subscriptions'].map(
  (name) => `@segment/${name}`
)

type Manifest = { name: string; version: string; license?: string }

/**
 * @param folders of packages, such as `node_modules/dayjs`, below `root`
 * @returns for each package its name, version and licence, and the licence's text where there is one
 */
export function toNotices(folders: string[], root: string): string {
  return folders.map((folder) => toNotice(join(root, folder), root)).join(`\n${'-'.repeat(80)}\n\n`)
}

function toNotice(folder: string, root: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry))
  const text =
    file !== undefined
      ? readFileSync(join(folder, file), 'utf8')
      : packagesOfSegment.includes(name)
      ? readFileSync(join(root, 'LICENSE'), 'utf8').replace(/^Copyright.*$/m, copyrightOfSegment)
      : 'The package holds no text of it.'
  return `${name} ${version}: ${license ?? 'states no licence'}\n\n${text.trim()}\n`
}

/** @param inputs paths below the root, as the bundler names them */
export function toPackages(inputs: string[]): string[] {
  const folders = inputs.flatMap((input) => /^node_modules\/(@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? [])
  return Array.from(new Set(folders)).sort()
}

/** Every package that is installed with this one, and so bundled into it. */
export function readBundledPackages(root: string): string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: { [folder: string]: { dev?: boolean } }
  }
  return Object.keys(lock.packages).filter((folder) => folder !== '' && lock.packages[folder].dev !== true)
}
