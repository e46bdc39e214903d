// Unpacks the Chromium of npm into the folder that TMPDIR names, with the fonts and the libraries that it
// brings along. A process of its own, because the package knows no other way to be told where.

import { fileURLToPath } from 'node:url'
import chromium, { inflate } from '@sparticuz/chromium'

const libraries = new URL('../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium'))

await chromium.executablePath()
await inflate(fileURLToPath(libraries))
