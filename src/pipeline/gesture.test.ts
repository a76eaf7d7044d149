import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { messageId } from '../contracts/id.ts'
import { closeRoads, hears, openRoad, says, until, type Road } from './fixtures/road.ts'

let road: Road
beforeEach(async () => {
  road = await openRoad()
})
afterEach(() => road.close())
afterAll(closeRoads)

async function answer(): Promise<void> {
  road.start()
  await road.receive(hears('hello'))
  await until(() => road.turns.length === 1 && road.counts.size > 0)
  await road.stop()
}

describe('the avatar', () => {
  test('does something with every reply', async () => {
    await answer()
    expect(road.gestures).toEqual(['you said: hello (answered)'])
  })

  test('does it with the first sentence of a reply that is shown while it is written, and once', async () => {
    road.handle = (turn, { onPiece }) => {
      const id = messageId(turn.id, 0)
      ;['Number', ' 5. It', ' is on its way.'].forEach((text, index) => onPiece(id, index, text, index === 2))
      return Promise.resolve(says(turn, 'Number 5. It is on its way.'))
    }
    await answer()
    expect(road.gestures).toEqual(['Number 5. It (not over)'])
  })

  test('stays as it is when nothing is said', async () => {
    road.handle = (turn) => Promise.resolve(says(turn))
    await answer()
    expect(road.gestures).toEqual([])
  })
})
