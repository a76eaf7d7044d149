import { describe, expect, test } from '@jest/globals'
import { type Convention, conventionOf, shapeWeights, visemeWeights } from './conventions.ts'
import { recipesFor } from './expressions.ts'
import { visemes } from './visemes.ts'

const oculus = visemes.map((viseme) => `viseme_${viseme}`)
const arkit = [
  'jawOpen',
  'mouthFunnel',
  'mouthPucker',
  'eyeBlinkLeft',
  'mouthSmileLeft',
  'mouthSmileRight',
  'browInnerUp',
]
const names: Readonly<Record<Convention, readonly string[]>> = {
  oculus: [...oculus, ...arkit],
  arkit,
  vrm1: ['aa', 'ih', 'ou', 'ee', 'oh', 'blink', 'happy', 'sad'],
  vrm0: ['A', 'I', 'U', 'E', 'O', 'Blink', 'Joy'],
  mmd: ['あ', 'い', 'う', 'え', 'お', 'まばたき', '笑い'],
  jaw: ['mouthOpen'],
  jawBone: [],
  none: ['Angry', 'Surprised'],
}

describe('a face', () => {
  test.each(Object.entries(names))('is known to be %s by its names', (convention, given) => {
    expect(conventionOf(given, convention === 'jawBone')).toBe(convention)
  })

  test('opens its mouth for a vowel, whatever moves it', () => {
    expect(visemeWeights('oculus', names.oculus, 'aa')).toEqual({ viseme_aa: 1 })
    expect(visemeWeights('arkit', names.arkit, 'aa')).toEqual({ jawOpen: 0.7 })
    expect(visemeWeights('vrm1', names.vrm1, 'O')).toEqual({ oh: 1 })
    expect(visemeWeights('vrm0', names.vrm0, 'E')).toEqual({ E: 0.8 })
    expect(visemeWeights('mmd', names.mmd, 'U')).toEqual({ う: 1 })
    expect(visemeWeights('jaw', names.jaw, 'aa')).toEqual({ mouthOpen: 1 })
  })

  test('closes its lips where lips close', () => {
    for (const [convention, given] of Object.entries(names)) {
      const weights = visemeWeights(convention as Convention, given, 'sil') // a key of the table above
      expect(Object.values(weights).every((weight) => weight === 0)).toBe(true)
    }
  })

  test('blinks with both eyes once, where it has one shape for both', () => {
    expect(shapeWeights(names.vrm1, 'eyeBlinkLeft')).toEqual({ blink: 1 })
    expect(shapeWeights(names.vrm1, 'eyeBlinkRight')).toEqual({})
  })

  test('shows a mood by its own recipe, by a whole face, or by the shapes that it has', () => {
    expect(recipesFor(names.oculus, { happy: { eyeStar: 1 } })['happy']).toEqual({ eyeStar: 1 })
    expect(recipesFor(names.vrm0)['laugh']).toEqual({ Joy: 1 })
    expect(recipesFor(names.none)['surprised']).toEqual({ Surprised: 1 })
    expect(recipesFor(arkit)['smile']).toEqual({ mouthSmileLeft: 0.45, mouthSmileRight: 0.45 })
    expect(recipesFor([])['happy']).toEqual({})
  })
})
