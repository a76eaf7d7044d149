import { afterAll, afterEach, expect, test } from '@jest/globals'
import type { Http, HttpOptions } from '../../contracts/capabilities.ts'
import { Busy, Invalid, Refused } from '../../contracts/errors.ts'
import { assessmentService, userBackend, workflowService } from '../../contracts/services.ts'
import type { Field, Shape } from '../../contracts/shape.ts'
import { createHttpClient } from '../../handlers/http.ts'
import { patientClient } from '../../handlers/patience.ts'
import { createAssessmentService } from './assessments.ts'
import type { Service } from './serve.ts'
import { createUserService } from './users.ts'
import { createWorkflowService } from './workflows.ts'

/** The clients of the SDK and the sandboxes keep one contract, over real HTTP. */

const client = createHttpClient({ allow: ['127.0.0.0/8'] })
const patient = patientClient(client)
let calls = 0
/** What a plugin is lent, without a turn around it. */
const http: Http = {
  json: (async (
    url: string,
    { method, headers = {}, body, expect: wanted, ...patience }: HttpOptions<Shape | Field<unknown>>,
  ) =>
    patient.json({
      ...patience,
      url,
      method,
      headers,
      body,
      expect: wanted,
      idempotencyKey: `call-${calls++}`,
      signal: AbortSignal.timeout(10_000),
    })) as Http['json'], // the clients always name a method and what they expect
}

const open: Service[] = []
const opened = <S extends Service>(service: S): S => {
  open.push(service)
  return service
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((service) => service.close()))
})
afterAll(() => client.close())

test('a user is found, changed bit by bit, and erased', async () => {
  const service = opened(await createUserService({ key: 'k', users: { 'telegram/42': { id: 'u1', name: 'Ada' } } }))
  const users = userBackend(http, { url: `${service.url}/`, key: 'k' })
  expect(await users.find('telegram', '42')).toMatchObject({ id: 'u1', name: 'Ada' })
  await users.change('telegram', '42', { attributes: { plan: 'gold' } })
  expect(await users.change('telegram', '42', { attributes: { city: 'Rome' } })).toMatchObject({
    name: 'Ada',
    attributes: { plan: 'gold', city: 'Rome' },
  })
  await users.erase('telegram', '42')
  expect(service.users.size).toBe(0)
  await expect(users.find('slack', 'U/1?x')).rejects.toThrow(Refused)
  expect(service.calls.at(-1)?.method).toBe('GET /users/slack/U/1?x')
})

test('who nobody is, is not looked up anywhere else', async () => {
  const service = opened(await createUserService())
  await expect(userBackend(http, { url: service.url }).find('telegram', '..')).rejects.toThrow(Invalid)
  expect(service.calls).toHaveLength(0)
})

test('a wrong key is refused', async () => {
  const service = opened(await createUserService({ key: 'right' }))
  await expect(userBackend(http, { url: service.url, key: 'wrong' }).find('telegram', '1')).rejects.toThrow('401')
})

test('a workflow asks, works, speaks and is done, whatever goes wrong on the way', async () => {
  const service = opened(
    await createWorkflowService({
      workflows: {
        returns: [
          { ask: { id: 'order', text: 'Which order?', kind: 'number', minimum: 1 } },
          { work: 2 },
          { say: 'The label for {order} is on its way.' },
        ],
      },
    }),
  )
  const workflows = workflowService(http, service)
  service.fail({ kind: 'hang-up' })
  const run = await workflows.start('returns', { contact: { id: 'c1' }, language: 'en' })
  expect(run).toMatchObject({ status: 'asking', question: { id: 'order' } })
  expect(await workflows.answer(run.id, 'order', -5)).toMatchObject({ status: 'asking', problem: expect.any(String) })
  service.fail({ kind: 'status', status: 503 })
  expect(await workflows.answer(run.id, 'order', 7)).toMatchObject({ status: 'working', againAfterMs: 100 })
  expect((await workflows.look(run.id)).status).toBe('working')
  expect(await workflows.look(run.id)).toMatchObject({
    status: 'done',
    messages: ['The label for 7 is on its way.'],
    output: { order: 7 },
  })
  await expect(workflows.answer(run.id, 'order', 8)).rejects.toThrow('409')
})

test('a call that was answered is not done again under the same key', async () => {
  const service = opened(await createWorkflowService({ workflows: { once: [{ say: 'Hello.' }] } }))
  const start = () =>
    client.json({
      url: `${service.url}/workflows/once/runs`,
      method: 'POST',
      headers: {},
      body: {},
      expect: undefined,
      idempotencyKey: 'the-same',
      signal: AbortSignal.timeout(5000),
    })
  expect(await start()).toEqual(await start())
})

test('an assessment counts, and says whom the person should talk with', async () => {
  const scale = { kind: 'number' as const, minimum: 0, maximum: 3 }
  const service = opened(
    await createAssessmentService({
      assessments: {
        mood: {
          title: 'How was your week?',
          questions: [
            { id: 'sleep', text: 'How did you sleep?', ...scale },
            { id: 'joy', text: 'How little joy was there?', ...scale },
          ],
          bands: [
            { name: 'good', upTo: 2, text: 'Glad to hear it.' },
            { name: 'hard', upTo: 6, text: 'That sounds hard.', handoff: 'care' },
          ],
        },
      },
    }),
  )
  const assessments = assessmentService(http, service)
  expect(await assessments.list('en')).toEqual([{ name: 'mood', title: 'How was your week?', questions: 2 }])
  const session = await assessments.start('mood', { contact: { id: 'c1' }, language: 'en' })
  expect(session).toMatchObject({ answered: 0, total: 2, question: { id: 'sleep' } })
  expect(await assessments.answer(session.id, 'sleep', 3)).toMatchObject({ answered: 1, question: { id: 'joy' } })
  expect(await assessments.answer(session.id, 'joy', 2)).toMatchObject({
    status: 'done',
    result: { score: 5, band: 'hard', handoff: 'care' },
  })
})

test('what is no JSON is refused, and a side that fails is tried again no more than it should be', async () => {
  const service = opened(await createUserService())
  service.fail({ kind: 'no-json' })
  await expect(userBackend(http, { url: service.url }).find('telegram', '7')).rejects.toThrow('JSON')
  service.fail({ kind: 'status', status: 500 }, 3)
  await expect(userBackend(http, { url: service.url }).find('telegram', '8')).rejects.toThrow(Busy)
  expect(service.of('GET /users/telegram/8')).toHaveLength(3)
})
