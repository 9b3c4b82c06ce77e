/** The page `try` and its engine, on this machine: start it, get its address, close it. */
import { randomBytes } from 'crypto'
import { promises as fs } from 'fs'
import { join } from 'path'
import { listen } from '../../loopback'
import { actions } from '../engine/actions'
import { startEngine } from '../engine/explain'
import type { Door } from './gate'
import type { Start } from '../protocol'
import { createServer } from './server'
import type { PageFiles } from './server'

export type TesterOptions = Pick<Start, 'version' | 'examples' | 'first' | 'subscriptions'> & {
  /** 0: any free one. */
  port: number
  /** Where the built page is; that of the package if absent. */
  folder?: string
}

export type Tester = {
  /** With the token that the page needs, in the fragment, which no log and no other server ever sees. */
  readonly url: string
  /** Resolves when the port is free; never rejects. */
  close: () => Promise<void>
}

/** Rejects, saying why, when the page is not built or the port cannot be had. */
export async function startTester({ port, folder, ...about }: TesterOptions): Promise<Tester> {
  const files = await readPage(folder ?? join(__dirname, '..', 'page'))
  const engine = await startEngine()
  const door: Door = { port, token: randomBytes(24).toString('base64url') }
  try {
    const server = await listen(createServer({ door, files, engine, start: { ...about, actions } }), port)
    door.port = server.port
    return {
      url: `${server.url}/#${door.token}`,
      close: async () => {
        await server.close()
        await engine.close()
      }
    }
  } catch (error) {
    await engine.close()
    throw error
  }
}

async function readPage(folder: string): Promise<PageFiles> {
  try {
    const [html, script, styles] = await Promise.all([
      fs.readFile(join(folder, 'index.html'), 'utf8'),
      fs.readFile(join(folder, 'page.js')),
      fs.readFile(join(folder, 'page.css'))
    ])
    return { html, script, styles }
  } catch {
    throw new Error('The page is not built. Run: npm run build')
  }
}
