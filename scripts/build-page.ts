/** Bundles the page `try`: three files for its server, and the notices that the licences of its parts ask for. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'fs'
import { join } from 'path'
import { buildSync } from 'esbuild'
import { toNotices, toPackages } from './notices'

const root = join(__dirname, '..')
const source = join(root, 'src', 'try', 'page')

/** Writes `index.html`, `page.js`, `page.css` and `THIRD-PARTY-NOTICES.txt` into a folder. */
export function buildPage(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: { page: join(source, 'main.tsx') },
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'iife',
    charset: 'utf8',
    // Those that know light-dark() in CSS.
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    tsconfig: join(source, 'tsconfig.json'),
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true
  })
  copyFileSync(join(source, 'index.html'), join(folder, 'index.html'))
  // The bundler finds no notices: these packages keep them in files of their own.
  const packages = toPackages(Object.keys(metafile.inputs))
  packages.forEach(checkLicence)
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), toNotices(packages, root))
}

/** What goes into the page is handed on in it, with the notice that this licence asks for. */
function checkLicence(folder: string): void {
  const { license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { license?: string }
  if (license !== 'MIT') {
    throw new Error(`${folder} goes into the page: its licence must be MIT, but is ${license}.`)
  }
}
