import { describe, expect, test } from '@jest/globals'
import { definePlugin } from '../contracts/plugin.ts'
import { Rehearsal } from '../testing/rehearsal.ts'

const curious = definePlugin({
  name: 'curious',
  needs: ['knowledge'],
  commands: {
    find: {
      async handle({ knowledge, text }) {
        const found = await knowledge.search(text, { limit: 1 })
        return found.map(({ text: passage, source }) => `${source.title}: ${passage}`).join() || 'nothing'
      },
    },
    tell: {
      async handle({ knowledge, text }) {
        const answer = await knowledge.answer(text)
        if (answer === undefined) return 'I do not know.'
        await knowledge.rate(text, true)
        return answer.text
      },
    },
  },
})

function taught(): Rehearsal {
  const rehearsal = new Rehearsal({ plugins: [curious] })
  rehearsal.knowledge.teach({ title: 'Hours', text: 'The shop opens at nine.' })
  rehearsal.knowledge.teach({ title: 'Returns', text: 'Send it back within thirty days.' })
  return rehearsal
}
const heard = async (rehearsal: Rehearsal, words: string): Promise<unknown> =>
  (await rehearsal.say(words)).messages.flat().map((part) => ('text' in part ? part.text : part))

describe('knowledge that a handler is lent', () => {
  test('finds passages and answers, or says that it does not know', async () => {
    const rehearsal = taught()
    expect(await heard(rehearsal, '/find when does the shop open?')).toEqual(['Hours: The shop opens at nine.'])
    expect(await heard(rehearsal, '/tell how many days to send back?')).toEqual(['Send it back within thirty days.'])
    expect(await heard(rehearsal, '/tell who painted this?')).toEqual(['I do not know.'])
    expect(rehearsal.knowledge.asked.map(({ answered }) => answered)).toEqual([true, false])
    expect(rehearsal.knowledge.ratings).toEqual([{ question: 'how many days to send back?', helpful: true }])
  })

  test('is not asked again for what a process that ended had learned', async () => {
    const rehearsal = taught()
    await rehearsal.say('/tell how many days to send back?', { afterRecords: 2 })
    expect(rehearsal.knowledge.asked).toHaveLength(1)
    expect(rehearsal.knowledge.ratings.length).toBeLessThanOrEqual(2)
  })

  test('takes a question of one line, and no empty one', async () => {
    const rehearsal = taught()
    expect(await heard(rehearsal, `/find shop\n${'very '.repeat(500)}`)).toEqual(['Hours: The shop opens at nine.'])
    await expect(rehearsal.say('/tell')).rejects.toThrow('A question has at least one word.')
  })
})
