// npm run tour: pulls the code in the documentation from the source again.

import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { refreshed } from '#tools/code-blocks.ts'
import { projectFiles, readProjectFile, root } from '#tools/project.ts'

for (const file of projectFiles(/\.md$/)) {
  const text = refreshed(file.text, readProjectFile)
  if (text === file.text) continue
  writeFileSync(path.join(root, file.path), text)
  console.log(`refreshed ${file.path}`)
}
