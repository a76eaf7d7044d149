import { definePlugin } from '../../../../src/sdk.ts'

/** Says what the documents say, and where. */
export default definePlugin({
  name: 'librarian',
  needs: ['knowledge'],
  commands: {
    know: {
      async handle({ knowledge, text }) {
        const answer = await knowledge.answer(text)
        if (answer === undefined) return 'I do not know.'
        const sources = answer.sources.map(({ title, page, url }) => [title, page, url].filter(Boolean).join(', '))
        return `${answer.text}\n\nSource: ${sources.join('; ')}`
      },
    },
    wrong: {
      async handle({ knowledge, text }) {
        await knowledge.rate(text, false)
        return 'Thank you.'
      },
    },
  },
})
