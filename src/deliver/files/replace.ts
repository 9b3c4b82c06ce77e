/** Replaces a file as a whole: after a crash it has its old content or its new one, never a part. */
import { promises as fs } from 'fs'
import { basename, dirname, join } from 'path'

/**
 * Stands beside the file while it is written. Always the same name, so that a run that is killed leaves at most one, which
 * the next run replaces.
 */
const toNewName = (path: string) => join(dirname(path), `.${basename(path)}.actions-clevertap-new`)

/**
 * @param write gets the new file, and writes its content
 * @param mode of the new file
 */
export async function replaceFile(name: string, mode: number, write: (file: fs.FileHandle) => Promise<void>) {
  const path = await fs.realpath(name).catch(() => name)
  const beside = toNewName(path)
  await fs.rm(beside, { force: true })
  // Never through a link that was put there.
  const file = await fs.open(beside, 'wx', mode)
  try {
    await write(file)
    await file.sync()
  } finally {
    await file.close()
  }
  await fs.rename(beside, path)
}
