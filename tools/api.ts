// npm run api: writes the types of the HTTP API for the applications anew.

import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { apiTypes, apiTypesFile } from '#tools/api-types.ts'
import { root } from '#tools/project.ts'

writeFileSync(path.join(root, apiTypesFile), await apiTypes())
console.log(`${apiTypesFile} is written.`)
