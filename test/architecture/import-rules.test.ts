// `npm run check` keeps the import rules; this proves that they would notice: one small tree that breaks each of them.

import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

const root = fileURLToPath(new URL('../../', import.meta.url))
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')

interface Violation {
  readonly rule: { readonly name: string }
  readonly from: string
  readonly to: string
  readonly via?: readonly { readonly name: string }[]
  readonly cycle?: readonly { readonly name: string }[]
}

interface Cruise {
  readonly modules: readonly { readonly source: string }[]
  readonly summary: { readonly violations: readonly Violation[] }
}

function cruise(tree: string): Promise<Cruise> {
  const args = [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', '.']
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: tree, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (stdout === '') reject(error ?? new Error(stderr))
      else resolve(JSON.parse(stdout) as Cruise)
    })
  })
}

/** `from imports what`; a bare name is a package, and `type …` an import that leaves no trace at run time. */
type Line = readonly [from: string, what: string]

const forbidden: readonly (readonly [rule: string, ...Line])[] = [
  ['contracts-import-nothing', 'src/contracts/message.ts', 'type src/pipeline/inbox.ts'],
  ['contracts-import-nothing', 'src/contracts/turn.ts', 'lru-cache'],
  ['contracts-import-nothing', 'src/contracts/ports.ts', 'node:fs'],
  ['contracts-import-nothing', 'src/contracts/plugin.ts', 'src/config/defaults.ts'],
  ['folders-are-blind', 'src/pipeline/receive.ts', 'type src/tenancy/limits.ts'],
  ['folders-are-blind', 'src/handlers/registry.ts', 'src/app.ts'],
  ['folders-are-blind', 'src/channels/slack/send.ts', 'src/telemetry/log.ts'],
  ['folders-are-blind', 'src/knowledge/search.ts', 'src/config/env.ts'],
  ['api-knows-others-by-type', 'src/api/server.ts', 'src/pipeline/inbox.ts'],
  ['adapters-are-blind', 'src/channels/slack/parse.ts', 'type src/channels/telegram/parse.ts'],
  ['sdk-is-small', 'src/sdk.ts', 'src/tenancy/limits.ts'],
  ['sdk-reaches-no-package', 'src/sdk.ts', 'src/handlers/authoring.ts'],
  ['plugins-see-the-sdk', 'plugins/orders/index.ts', 'src/contracts/id.ts'],
  ['plugins-see-the-sdk', 'plugins/orders/track.ts', 'plugins/reminder/when.ts'],
  ['plugins-have-no-ambient-authority', 'plugins/orders/disk.ts', 'node:fs'],
  ['plugins-bring-no-packages', 'plugins/orders/cache.ts', 'lru-cache'],
  ['widget-sees-the-wire', 'widget/src/panel/index.tsx', 'type src/contracts/id.ts'],
  ['widget-takes-no-code', 'widget/src/panel/words.ts', 'src/contracts/wire.ts'],
  ['loader-is-alone', 'widget/src/loader/index.ts', 'lru-cache'],
  ['loader-is-alone', 'widget/src/loader/index.ts', 'widget/src/panel/words.ts'],
  ['product-needs-no-workshop', 'src/main.ts', 'test/fake.ts'],
  ['no-development-packages', 'src/ai/providers.ts', 'fast-check'],
  ['no-cycles', 'src/auth/keys.ts', 'src/auth/roles.ts'],
  ['no-cycles', 'src/billing/plans.ts', 'type src/billing/invoices.ts'],
  ['nothing-unresolved', 'src/events/sign.ts', 'a-package-nobody-has'],
  ['one-door-tsyringe', 'src/tenancy/scope.ts', 'tsyringe'],
  ['one-door-tsyringe', 'src/main.ts', 'reflect-metadata'],
  ['one-door-knex', 'src/analytics/summary.ts', 'type knex'],
  ['one-door-knex', 'src/tenancy/provision.ts', 'better-sqlite3'],
  ['one-door-bullmq', 'src/pipeline/queue.ts', 'bullmq'],
  ['one-door-bullmq', 'src/api/rate-limits.ts', 'type ioredis'],
  ['one-door-mysql2', 'src/tenancy/databases.ts', 'type mysql2/promise'],
  ['one-door-aws4fetch', 'src/tenancy/media.ts', 'type aws4fetch'],
  ['one-door-gltf-transform', 'src/avatars/shelf.ts', '@gltf-transform/core'],
  ['one-door-gltf-transform', 'src/knowledge/read.ts', 'sharp'],
  ['one-door-gltf-validator', 'src/avatars/make.ts', 'gltf-validator'],
  ['one-door-yazl', 'src/tenancy/backup.ts', 'yazl'],
  ['one-door-franc', 'src/language/words.ts', 'franc'],
  ['one-door-eld', 'src/pipeline/language.ts', 'eld'],
  ['one-door-grammy', 'src/channels/telegram.ts', 'grammy'],
  ['one-door-grammy', 'src/testing/channel.ts', 'type grammy'],
  ['one-door-socket.io', 'src/api/sockets.ts', 'socket.io'],
  ['one-door-socket.io-client', 'src/pipeline/adapt.ts', 'socket.io-client'],
  ['one-door-slack', 'src/channels/telegram/parse.ts', 'type @slack/web-api'],
  ['one-door-ws', 'src/channels/slack/socket.ts', 'ws'],
  ['one-door-whatsapp-web.js', 'src/channels/whatsapp-web/send.ts', 'type whatsapp-web.js'],
  ['one-door-fastify', 'src/pipeline/adapt.ts', 'fastify'],
  ['one-door-fastify', 'src/avatars/files.ts', '@fastify/helmet'],
  ['one-door-commander', 'src/main.ts', 'commander'],
  ['one-door-pino', 'src/telemetry/health.ts', 'pino'],
  ['one-door-opentelemetry', 'src/pipeline/send.ts', 'type @opentelemetry/api'],
  ['one-door-chrono-node', 'src/ai/prompts.ts', 'chrono-node'],
  ['one-door-huggingface/transformers', 'src/knowledge/search.ts', '@huggingface/transformers'],
  ['one-door-node-rs/argon2', 'src/api/guard.ts', '@node-rs/argon2'],
  ['one-door-openid-client', 'src/auth/sign-in.ts', 'openid-client'],
  ['one-door-openid-client', 'src/api/routes/auth.ts', 'type @node-saml/node-saml'],
  ['one-door-cockatiel', 'src/events/deliver.ts', 'cockatiel'],
  ['one-door-unpdf', 'src/ai/prompts.ts', 'unpdf'],
  ['one-door-chromadb', 'src/knowledge/search.ts', 'chromadb'],
  ['one-door-ai', 'src/pipeline/route.ts', 'ai'],
  ['one-door-libphonenumber-js', 'src/handlers/answers.ts', 'libphonenumber-js'],
  ['one-door-tesseract.js', 'src/ai/reading.ts', 'tesseract.js'],
  ['one-door-audio-decode', 'src/ai/whisper-worker.ts', 'audio-decode'],
  ['one-door-rate-limiter-flexible', 'src/channels/pacer.ts', 'rate-limiter-flexible'],
]

const allowed: readonly Line[] = [
  ['src/contracts/tenant.ts', 'type src/contracts/id.ts'],
  ['src/tenancy/platform.ts', 'src/contracts/id.ts'],
  ['src/tenancy/limits.ts', 'src/config/defaults.ts'],
  ['src/tenancy/databases.ts', 'knex'],
  ['src/tenancy/databases.ts', 'better-sqlite3'],
  ['src/tenancy/databases.ts', 'migrations/tenant/first.ts'],
  ['src/handlers/authoring.ts', 'lru-cache'],
  ['src/api/routes/tenants.ts', 'type src/tenancy/platform.ts'],
  ['src/api/routes/tenants.ts', 'fastify'],
  ['src/channels/index.ts', 'src/channels/slack/index.ts'],
  ['src/channels/slack/index.ts', 'src/channels/markdown.ts'],
  ['src/channels/web/server.ts', 'socket.io'],
  ['src/channels/telegram/connect.ts', 'grammy'],
  ['src/channels/whatsapp-web/browser.ts', 'whatsapp-web.js'],
  ['src/app.ts', 'src/pipeline/inbox.ts'],
  ['src/app.ts', 'tsyringe'],
  ['src/tenant-scope.ts', 'src/tenancy/databases.ts'],
  ['src/main.ts', 'src/app.ts'],
  ['src/cli/doctor.ts', 'src/app.ts'],
  ['src/cli/doctor.ts', 'commander'],
  ['src/testing/index.ts', 'src/app.ts'],
  ['src/testing/emulators/telegram.ts', 'type grammy/types'],
  ['src/ai/budget.test.ts', 'src/tenancy/limits.ts'],
  ['src/ai/budget.test.ts', 'fast-check'],
  ['plugins/reminder/index.ts', 'colloquy/sdk'],
  ['plugins/reminder/index.ts', 'chrono-node'],
  ['plugins/reminder/reminder.test.ts', 'colloquy/testing'],
  ['widget/transport.ts', 'type src/contracts/wire.ts'],
  ['bench/echo.ts', 'fastify'],
  ['test/journey.ts', 'src/app.ts'],
]

/** What the lines need to exist, or to come back to where they started. */
const background: readonly Line[] = [
  ['src/auth/roles.ts', 'src/auth/keys.ts'],
  ['src/billing/invoices.ts', 'type src/billing/plans.ts'],
]

const isFile = (what: string) => /\.ts$/.test(what)
const isPackage = (what: string) => !isFile(what) && !/^(node:|colloquy\/|a-package-nobody-has$)/.test(what)
const target = (what: string) => what.replace(/^type /, '')

function statement([from, what]: Line): string {
  const up = '../'.repeat(from.split('/').length - 1) || './'
  const path = isFile(what) ? up + target(what) : target(what)
  return `import ${what.startsWith('type ') ? 'type ' : ''}{ name } from '${path}'\n`
}

async function plant(tree: string, lines: readonly Line[]): Promise<void> {
  const files = new Map<string, string>()
  for (const line of lines) {
    const [from, what] = line
    files.set(from, (files.get(from) ?? '') + statement(line))
    if (isFile(what)) files.set(target(what), files.get(target(what)) ?? '')
    if (isPackage(what)) {
      files.set(`node_modules/${target(what)}/index.js`, 'export const name = 1\n')
      files.set(`node_modules/${target(what)}/package.json`, '{ "version": "1.0.0", "main": "index.js" }\n')
    }
  }
  for (const [path, text] of files) {
    await mkdir(dirname(join(tree, path)), { recursive: true })
    await writeFile(join(tree, path), text)
  }
  for (const path of ['.dependency-cruiser.cjs', 'package.json']) await cp(join(root, path), join(tree, path))
}

describe('the import rules', () => {
  let tree: string
  let planted: Cruise

  beforeAll(async () => {
    tree = await mkdtemp(join(tmpdir(), 'colloquy-rules-'))
    await plant(tree, [...forbidden.map(([, ...line]) => line), ...allowed, ...background])
    planted = await cruise(tree)
  })

  afterAll(() => rm(tree, { recursive: true, force: true }))

  const rulesAgainst = (line: Line) =>
    planted.summary.violations.filter((found) => isAbout(found, line)).map((found) => found.rule.name)

  test.each(forbidden)('%s: %s may not import %s', (rule, ...line) => {
    expect(rulesAgainst(line)).toContain(rule)
  })

  test.each(allowed)('%s may import %s', (...line) => {
    expect(planted.modules.map((module) => module.source)).toContain(line[0])
    expect(rulesAgainst(line)).toEqual([])
  })

  test('every rule is broken by some line above', async () => {
    const config = (await import(join(root, '.dependency-cruiser.cjs'))) as {
      default: { forbidden: readonly { readonly name: string }[] }
    }
    const broken = new Set(forbidden.map(([rule]) => rule))
    expect(config.default.forbidden.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([])
  })
})

function isAbout(found: Violation, [from, what]: Line): boolean {
  // A core module loses its `node:`, and a package is reported by the file that it resolves to.
  const names = [target(what), target(what).replace('node:', ''), `node_modules/${target(what)}/index.js`]
  // A cycle is reported once, from whichever of its files came first.
  const cycle = found.cycle?.map(({ name }) => name)
  if (cycle) return cycle.includes(from) && cycle.some((name) => names.includes(name))
  return (
    found.from === from && [found.to, ...(found.via ?? []).map(({ name }) => name)].some((to) => names.includes(to))
  )
}
