/** The page `try` and its engine, on this machine: start it, get its address, close it. */
import { promises as fs } from 'fs'
import { join } from 'path'
import { listen } from '../../loopback'
import { actions } from '../engine/actions'
import { startEngine } from '../engine/explain'
import type { Start } from '../protocol'
import { Access } from './access'
import { createServer } from './server'
import type { PageFiles } from './server'

export type PageServerOptions = Pick<Start, 'version' | 'examples' | 'first' | 'subscriptions'> & {
  /** 0: any free one. */
  port: number
  /** Where the built page is; that of the package if absent. */
  folder?: string
  /** Is told of another address when the one for the browser was opened twice. */
  onRenewed?: (url: string) => void
}

export type PageServer = {
  /** With the token that the page needs, in the fragment, which no log and no other server ever sees. */
  readonly url: string
  /** Leads a browser to `url`, once: other users of this machine see the arguments of the program that opens it. */
  readonly openingUrl: string
  /** Resolves when the port is free; never rejects. */
  close: () => Promise<void>
}

/** Rejects, saying why, when the page is not built or the port cannot be had. */
export async function startPageServer({ port, folder, onRenewed, ...about }: PageServerOptions): Promise<PageServer> {
  const files = await readPage(folder ?? join(__dirname, '..', 'page'))
  const engine = await startEngine()
  const access = new Access(() => onRenewed?.(access.url))
  try {
    const server = await listen(createServer({ access, files, engine, start: { ...about, actions } }), port)
    access.port = server.port
    return {
      url: access.url,
      openingUrl: access.openingUrl,
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
