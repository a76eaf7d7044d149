import type { EmbedConfig } from '../../../../src/contracts/wire.ts'
import { type Conversation, type Entry, type Part, type Said, nothingSaid } from '../conversation.ts'
import type { Model } from '../model.ts'
import picture from './picture.svg'

/** Everything that the panel can look like, written down: to be looked at, photographed and tested. */

export type Shown = Partial<Pick<Model, 'conversation' | 'layout' | 'keyboard' | 'reading' | 'asking'>> & {
  /** The avatar's place is left out: a smaller head. */
  readonly faceless?: true
  /** IETF tag, where the state is about a language. */
  readonly language?: string
}

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 5, 9, minutes)).toISOString()
const text = (words: string): readonly Part[] => [{ type: 'text', text: words }]

let count = 0
function said(from: Said['from'], parts: readonly Part[], more: Partial<Said> = {}): Said {
  count += 1
  const own = from === 'visitor' ? ({ delivery: 'read' } as const) : {}
  return { id: `m${count}`, from, parts, at: at(count), seq: count, conversationId: 'cv_1', ...own, ...more }
}

function talk(entries: readonly Entry[], more: Partial<Conversation> = {}): Conversation {
  return { ...nothingSaid, line: { state: 'online' }, entries, ...more }
}

const prose = `Great news, it **shipped** this morning.

1. Packed in *Leipzig*
2. With the carrier since 07:40
3. Arrives on [Thursday](https://example.com/track)

| Item | Count | Price |
|---|:-:|--:|
| Assam, 100 g | 2 | 24 € |
| Cup | 1 | 9 € |

\`\`\`json
{ "order": 1042, "state": "shipped" }
\`\`\`

> Somebody has to be at home.

📄 [Shipping and returns](https://example.com/shipping), page 3
📄 Terms of sale`

const asked = [
  said('bot', text('Hi there! I’m Nova. How can I help you today?')),
  said('visitor', text('Where is my order #1042?')),
]

export const states: Readonly<Record<string, Shown>> = {
  empty: { conversation: talk([]) },
  talk: {
    conversation: talk([
      ...asked,
      said('bot', text('Great news, it shipped this morning and should arrive on **Thursday**.')),
    ]),
  },
  thinking: { conversation: talk(asked, { typing: true }) },
  streaming: {
    conversation: talk([
      ...asked,
      said('bot', text('Great news, it **shipped** this morn'), { streaming: { next: 4 } }),
    ]),
  },
  prose: { conversation: talk([...asked, said('bot', [{ type: 'text', text: prose }])]), faceless: true },
  choices: {
    conversation: talk([
      said('bot', [
        {
          type: 'choices',
          text: 'Which **size** would you like?',
          options: [
            { id: 's', label: 'Small' },
            { id: 'l', label: 'Large', description: 'A pot for two' },
          ],
        },
      ]),
      said('visitor', [{ type: 'chosen', id: 'l', label: 'Large' }]),
      said('bot', [
        {
          type: 'choices',
          text: 'And the tea?',
          options: [
            { id: 'a', label: 'Assam' },
            { id: 'd', label: 'Darjeeling, first flush' },
            { id: 'n', label: 'Only looking' },
          ],
        },
      ]),
    ]),
  },
  card: {
    conversation: talk([
      said('bot', [
        { type: 'text', text: 'Our tea of the month:' },
        {
          type: 'card',
          title: 'Evening Assam',
          text: 'Malty and calm. *12 €* for 100 g.',
          imageUrl: picture,
          options: [
            { id: 'buy', label: 'Add to basket' },
            { id: 'more', label: 'Tell me more' },
          ],
        },
      ]),
    ]),
    faceless: true,
  },
  media: {
    conversation: talk([
      said('visitor', [{ type: 'image', url: picture, mime: 'image/svg+xml', name: 'Hills at dusk' }]),
      said('bot', [
        {
          type: 'document',
          url: 'https://example.com/terms.pdf',
          mime: 'application/pdf',
          name: 'Terms.pdf',
          size: 482_000,
        },
        { type: 'location', latitude: 27.041, longitude: 88.2663, name: 'Our garden', address: 'Darjeeling' },
        { type: 'contact', name: 'The shop', phones: ['+49 30 123456'], emails: ['tea@example.com'] },
        {
          type: 'audio',
          url: 'https://example.com/hello.mp3',
          mime: 'audio/mpeg',
          name: 'Hello',
          caption: 'Listen to this.',
        },
      ]),
    ]),
    faceless: true,
  },
  failed: {
    conversation: talk([
      ...asked,
      said('visitor', text('And this one?'), { delivery: 'failed', reason: 'It is longer than 10000 characters.' }),
    ]),
  },
  offline: {
    conversation: talk([...asked, said('visitor', text('Are you still there?'), { delivery: 'waiting', seq: 0 })], {
      line: { state: 'offline' },
    }),
  },
  refused: {
    conversation: talk([], { line: { state: 'refused', reason: 'There is no chat with this embed id.' } }),
  },
  waiting: {
    conversation: talk(
      [
        ...asked,
        { id: 'n1', notice: 'waiting', at: at(9) },
        said('bot', text('I am handing this over to my colleagues.')),
      ],
      { handoff: { state: 'waiting' } },
    ),
  },
  human: {
    conversation: talk(
      [
        ...asked,
        { id: 'n1', notice: 'waiting', at: at(9) },
        { id: 'n2', notice: 'human', agent: 'Sam', at: at(10) },
        said('agent', text('Hello, Sam here. Let me look at your order.')),
      ],
      { handoff: { state: 'human', agent: 'Sam' } },
    ),
  },
  nobody: {
    conversation: talk(
      [
        ...asked,
        { id: 'n1', notice: 'waiting', at: at(9) },
        said('bot', text('Nobody is there right now. We are back on Monday at 9.')),
      ],
      { handoff: { state: 'waiting', asksEmail: true } },
    ),
  },
  ended: {
    conversation: talk([...asked, { id: 'n3', notice: 'ended', at: at(12) }], { ended: true }),
  },
  askEnd: { asking: 'end', conversation: talk(asked) },
  askForget: { asking: 'forget', conversation: talk(asked) },
  askForgetArabic: {
    asking: 'forget',
    language: 'ar',
    conversation: talk([said('visitor', text('أين طلبي رقم 1042؟'))]),
  },
  forgetting: {
    conversation: talk([{ id: 'n4', notice: 'forgetting', at: at(13) }], {
      line: { state: 'offline' },
      forgetting: true,
    }),
  },
  forgotten: { conversation: talk([{ id: 'n5', notice: 'forgotten', at: at(13) }]) },
  unread: {
    conversation: talk(
      [...asked, said('bot', text('It shipped this morning.')), said('bot', text('Is there anything else?'))],
      { newAfter: asked.at(-1)?.seq ?? 0 },
    ),
  },
  long: {
    conversation: talk([
      said(
        'visitor',
        text('Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2)),
      ),
      said('bot', text(`https://example.com/${'a-very-long-path/'.repeat(12)}`)),
      said('bot', text('`a_very_long_name_without_any_space_in_it_that_has_to_break_somewhere_or_scroll`')),
    ]),
    faceless: true,
  },
  arabic: {
    language: 'ar',
    conversation: talk([
      said('visitor', text('أين طلبي رقم 1042؟')),
      said('bot', text('خبر سار! شُحن طلبك **هذا الصباح** وسيصل يوم الخميس.')),
      said('bot', [
        {
          type: 'choices',
          text: 'هل أساعدك في شيء آخر؟',
          options: [
            { id: 'y', label: 'نعم' },
            { id: 'n', label: 'لا، شكرًا' },
          ],
        },
      ]),
    ]),
  },
  hebrew: {
    language: 'he',
    conversation: talk([said('visitor', text('איפה ההזמנה שלי?')), said('bot', text('ההזמנה **נשלחה** הבוקר.'))]),
  },
  japanese: {
    language: 'ja',
    conversation: talk([
      said('visitor', text('注文はどこですか？')),
      said('bot', text('**今朝**発送されました。木曜日に届きます。')),
    ]),
  },
  phone: { layout: 'full', conversation: talk([...asked, said('bot', text('It shipped this morning.'))]) },
  keyboard: {
    layout: 'full',
    keyboard: true,
    conversation: talk([...asked, said('bot', text('It shipped this morning.'))]),
  },
  reading: { reading: true, conversation: talk([...asked, said('bot', text('It shipped this morning.'))]) },
}

export const fixtureConfig: EmbedConfig = {
  embedId: 'cb_statesstates',
  name: 'Nova',
  languages: ['en'],
  welcome: null,
  greeting: null,
  placement: {},
  theme: {},
  avatar: null,
  uploads: { bytes: 10_000_000, types: ['image/*', 'application/pdf'] },
}
