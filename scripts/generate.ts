/** `npm run generate`: writes every generated file anew. */
import { writeFileSync } from 'fs'
import { join } from 'path'
import destination from '../src/destinations/clevertap'
import { generateFiles } from './generated'

void generateFiles(destination).then((files) => {
  files.forEach((content, path) => writeFileSync(join(__dirname, '..', path), content))
})
