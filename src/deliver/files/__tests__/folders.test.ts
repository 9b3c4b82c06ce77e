import { mkdirSync, symlinkSync } from 'fs'
import { useFolder } from '../../__tests__/__helpers__/command'
import { listFiles } from '../folders'

const folder = useFolder()

it('takes the files of a folder by name, and neither hidden ones nor links to folders, which may lead in a circle', () => {
  mkdirSync(folder.path('days/one'), { recursive: true })
  mkdirSync(folder.path('days/.cache'))
  const files = ['days/one/b.ndjson', 'days/two.ndjson'].map((name) => folder.write(name, '{}'))
  folder.write('days/.hidden', '')
  folder.write('days/.cache/c.ndjson', '')
  symlinkSync(files[1], folder.path('days/zero.ndjson'))
  symlinkSync('..', folder.path('days/one/up'))
  const path = folder.path('days')
  expect(listFiles(path, () => false)).toEqual([...files, folder.path('days/zero.ndjson')])
})
