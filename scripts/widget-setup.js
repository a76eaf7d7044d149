// Jest loads it before the tests, and knows no TypeScript there.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export default function buildWidget() {
  const { status } = spawnSync(process.execPath, [fileURLToPath(new URL('widget.ts', import.meta.url))], {
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('The widget could not be built.')
}
