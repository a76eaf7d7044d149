import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import type { Part } from 'colloquy/sdk'
import { Rehearsal, testPlugin } from 'colloquy/testing'
import { check } from './definition.ts'
import workflow from './index.ts'
import { fill, fillJson } from './template.ts'

const folder = new URL('.', import.meta.url)
const visit = JSON.parse(readFileSync(new URL('examples/visit.json', folder), 'utf8')) as Readonly<
  Record<string, unknown>
>

testPlugin(workflow, {
  folder,
  settings: visit,
  prepare: ({ http }) => {
    http.answer('POST', 'https://clinic.example/visits', { body: { id: 'V1' } })
    http.answer('DELETE', 'https://clinic.example/visits/*', { status: 204 })
  },
})

const at = 'https://clinic.example'
const say = (text: string, more: object = {}) => ({ do: 'say', text: { en: text }, ...more })
const of = (...steps: readonly object[]) => ({ workflows: [{ name: 'w', title: { en: 'It' }, steps }] })
const begin = (settings: object) =>
  new Rehearsal({ plugins: [workflow], settings: { workflow: settings as never }, folder })
const wordsOf = (messages: readonly (readonly Part[])[]) =>
  messages
    .flat()
    .map((part) => ('text' in part ? part.text : part.type))
    .join('\n')
const heard = async (rehearsal: Rehearsal, text: string) => wordsOf((await rehearsal.say(text)).messages)
const later = async (rehearsal: Rehearsal, ms: number) =>
  (await rehearsal.passTime(rehearsal.clock.now() + ms))
    .map(({ messages }) => wordsOf(messages))
    .filter((text) => text !== '')

describe('a definition', () => {
  test('that is the example is well-formed', () => {
    expect(() => check(visit as never)).not.toThrow()
  })

  test.each([
    [of(), 'workflows.0.steps', /a step or more/],
    [of({ do: 'say' }), 'workflows.0.steps.0.text', /“say” needs “text”/],
    [of({ do: 'ask', text: { en: 'x' } }), 'workflows.0.steps.0.as', /needs “as”/],
    [of(say('x', { id: 'a' }), say('y', { id: 'a' })), 'workflows.0.steps.1.id', /two steps/],
    [of({ do: 'goto', then: 'nowhere' }), 'workflows.0.steps.0.then', /no step “nowhere”/],
    [of({ do: 'if', value: 'x', then: 'a' }, say('x', { id: 'a' })), 'workflows.0.steps.0', /is, atLeast/],
    [of({ do: 'ask', as: 'a', kind: 'choice', text: { en: 'x' } }), 'workflows.0.steps.0.options', /two options/],
    [of({ do: 'http', url: 'https://{{host}}/x' }), 'workflows.0.steps.0.url', /host without variables/],
    [of({ do: 'http', url: 'file:///etc/passwd' }), 'workflows.0.steps.0.url', /begins with https/],
    [of({ do: 'http', url: `${at}/x`, undo: { url: '/x' } }), 'workflows.0.steps.0.undo.url', /begins with/],
    [{ workflows: [{ name: 'w', title: { en: 'It' }, remote: true }] }, 'service', /Name the service/],
  ])('%j is refused, and it is said where', (settings, field, message) => {
    expect(() => check(settings as never)).toThrow(
      expect.objectContaining({ field, message: expect.stringMatching(message) }),
    )
  })
})

describe('a template', () => {
  const values = { name: 'Ada & *Co*', order: { id: 7, lines: ['a'] }, no: null }

  test('is filled in with what there is, written as it stands there', () => {
    expect(fill('/{{name}}/{{ order.id }}', values, encodeURIComponent)).toBe('/Ada%20%26%20*Co*/7')
    expect(fill('{{no}}{{constructor}}{{order.lines.0}}{{order.__proto__}}{{x.y}}', values, String)).toBe('a')
    expect(fill('{{name', values, String)).toBe('{{name')
  })

  test('of JSON keeps the type of a value that stands alone', () => {
    expect(
      fillJson({ id: '{{order.id}}', text: 'No. {{order.id}}', deep: ['{{order}}', 1, null], gone: '{{x}}' }, values),
    ).toEqual({
      id: 7,
      text: 'No. 7',
      deep: [values.order, 1, null],
      gone: null,
    })
  })
})

describe('a run', () => {
  test('calls again under the same key while a program is busy, and once it is not goes on', async () => {
    const rehearsal = begin(of({ do: 'http', url: `${at}/a`, tries: 3 }, say('Done.')))
    rehearsal.http.answer('POST', `${at}/a`, () => ({ status: rehearsal.http.calls.length < 3 ? 503 : 200 }))
    expect(await heard(rehearsal, '/workflow')).toContain('a little longer')
    rehearsal.restart()
    expect(await later(rehearsal, 60_000)).toEqual(['Done.'])
    const keys = rehearsal.http.calls.map(({ idempotencyKey }) => idempotencyKey)
    expect([keys.length, new Set(keys).size]).toEqual([3, 1])
  })

  test('undoes what was done, the last first, when a later step fails', async () => {
    const call = (name: string) => ({
      do: 'http',
      url: `${at}/${name}`,
      take: { [name]: 'id' },
      undo: { url: `${at}/${name}/{{${name}}}` },
    })
    const rehearsal = begin(of(call('a'), call('b'), { do: 'http', url: `${at}/c` }))
    for (const name of ['a', 'b']) rehearsal.http.answer('POST', `${at}/${name}`, { body: { id: `${name}1` } })
    rehearsal.http.answer('POST', `${at}/c`, { status: 422 })
    rehearsal.http.answer('DELETE', `${at}/b/b1`, () => ({ status: rehearsal.http.calls.length < 5 ? 503 : 200 }))
    expect(await heard(rehearsal, '/workflow')).toContain('I am undoing')
    expect(await later(rehearsal, 60_000)).toEqual([
      '“It” did not work, so nothing of it was kept. Please try again later.',
    ])
    expect(rehearsal.http.calls.map(({ method, url }) => `${method} ${url.slice(at.length)}`)).toEqual([
      'POST /a',
      'POST /b',
      'POST /c',
      'DELETE /b/b1',
      'DELETE /b/b1',
      'DELETE /a/a1',
    ])
    expect(rehearsal.log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', message: expect.stringContaining('A workflow failed') }),
    )
  })

  test('puts the secret into headers and nowhere else', async () => {
    const step = {
      do: 'http',
      url: `${at}/{{secret}}`,
      headers: { 'x-key': '{{secret}}' },
      body: { key: '{{secret}}' },
    }
    const rehearsal = begin({ ...of(step, say('{{secret}}!')), key: 'hush' })
    expect(await heard(rehearsal, '/workflow')).toBe('!')
    expect(rehearsal.http.calls).toMatchObject([{ url: `${at}/`, headers: { 'x-key': 'hush' }, body: { key: null } }])
  })

  test('that goes in a circle ends', async () => {
    expect(
      await heard(
        begin(
          of(
            say('x', { id: 'a' }),
            { do: 'if', value: '1', is: ['1'], then: 'b', else: 'a' },
            { id: 'b', do: 'set', as: 'n', value: '1' },
            { do: 'goto', then: 'b' },
          ),
        ),
        '/workflow',
      ),
    ).toContain('did not work')
  })

  test('waits for its time, whatever happens to the process', async () => {
    const rehearsal = begin(of({ do: 'wait', minutes: 5 }, say('Now.')))
    await rehearsal.say('/workflow')
    rehearsal.restart()
    expect(await later(rehearsal, 299_000)).toEqual([])
    expect(await later(rehearsal, 1_000)).toEqual(['Now.'])
  })

  test('waits for who approves, and only their button counts', async () => {
    const home = 'cv_fakes000001'
    const approve = { do: 'approve', text: { en: 'May {{person.id}}?' }, conversation: home }
    const rehearsal = begin(of(approve, say('Approved by {{approvedBy}}: {{approved}}')))
    expect(await heard(rehearsal, '/workflow')).toContain('Somebody has to approve this')
    expect((await later(rehearsal, 1))[0]).toMatch(/^May ct/)
    expect(wordsOf((await rehearsal.press(`workflow:yes:w:0:1:9:${home}`)).messages)).toBe('Approved.')
    expect(await later(rehearsal, 1)).toEqual([])
    await rehearsal.press(`workflow:yes:w:0:1:1:${home}`)
    expect((await later(rehearsal, 1))[0]).toMatch(/^Approved by .*: true$/)
    await rehearsal.press(`workflow:yes:w:0:1:1:${home}`)
    expect(await later(rehearsal, 1)).toEqual([])

    const elsewhere = begin(of({ ...approve, conversation: 'cv_another00001' }, say('No!')))
    await elsewhere.say('/workflow')
    await later(elsewhere, 1)
    expect((await elsewhere.press(`workflow:yes:w:0:1:1:${home}`)).messages).toEqual([])
    expect(await later(elsewhere, 1)).toEqual([])
  })

  test('that is rejected goes another way, or fails', async () => {
    const home = 'cv_fakes000001'
    const approve = { do: 'approve', text: { en: 'May I?' }, conversation: home }
    for (const [more, said] of [
      [{ else: 'no' }, 'Sorry.'],
      [{}, '“It” did not work, so nothing of it was kept. Please try again later.'],
    ] as const) {
      const rehearsal = begin(of({ ...approve, ...more }, { do: 'end' }, say('Sorry.', { id: 'no' })))
      await rehearsal.say('/workflow')
      await later(rehearsal, 1)
      await rehearsal.press(`workflow:no:w:0:1:1:${home}`)
      expect(await later(rehearsal, 1)).toEqual([said])
    }
  })

  test('is stopped by the person, with what was done', async () => {
    const rehearsal = begin(
      of({ do: 'http', url: `${at}/a`, undo: { url: `${at}/a` } }, { do: 'wait', minutes: 60 }, say('Late.')),
    )
    await rehearsal.say('/workflow')
    expect(await heard(rehearsal, '/workflow_stop')).toContain('did not work')
    expect(rehearsal.http.calls.map(({ method }) => method)).toEqual(['POST', 'DELETE'])
    expect(await later(rehearsal, 3_600_000)).toEqual([])
    expect(await heard(rehearsal, '/workflow_stop')).toBe('There is nothing to stop.')
  })

  test('is left to a service that has its steps', async () => {
    const rehearsal = begin({ service: at, workflows: [{ name: 'returns', title: { en: 'Return it' }, remote: true }] })
    const { http } = rehearsal
    const question = { id: 'q', text: 'Which order?', kind: 'text' }
    http.answer('POST', `${at}/workflows/returns/runs`, {
      body: { id: 'r', status: 'asking', messages: ['Hello.'], question },
    })
    http.answer('POST', `${at}/runs/r/answers`, {
      body: { id: 'r', status: 'working', messages: [], againAfterMs: 1000 },
    })
    http.answer('GET', `${at}/runs/r`, { body: { id: 'r', status: 'done', messages: ['The label is on its way.'] } })
    expect(await heard(rehearsal, '/workflow')).toBe('Hello.\nWhich order?')
    rehearsal.restart()
    expect(await heard(rehearsal, '12')).toBe('')
    expect(await later(rehearsal, 1000)).toEqual(['The label is on its way.'])
  })
})
