import {
  Box3,
  MathUtils,
  MeshStandardMaterial,
  NeutralToneMapping,
  type Object3D,
  PCFShadowMap,
  PerspectiveCamera,
  Quaternion,
  Scene,
  Vector3,
  WebGLRenderer,
} from 'three'
import type { Asked, Mood } from './clips.ts'
import { expressionFor } from './expressions.ts'
import { createExpression, createFace } from './face.ts'
import { type Build, frameFor } from './framing.ts'
import { createGaze, type Direction } from './gaze.ts'
import { contactShadow, lighting } from './light.ts'
import { free, loadModel, materialsOf, meshesOf, type Model } from './model.ts'
import { createMouth } from './mouth.ts'
import { gestures, stage, tiers } from './numbers.ts'
import { createPlayer } from './player.ts'
import type { Random } from './random.ts'
import type { Speech } from './speech.ts'
import type { AvatarOptions, Tier } from './types.ts'

/** An avatar before its lights. Time is given to it: it has no clock of its own. */
export interface Scenery {
  readonly canvas: HTMLCanvasElement
  gesture(asked: Asked, durationMs: number | undefined): void
  mood(mood: Mood): void
  lookAt(direction: Direction): void
  /** One frame, so many milliseconds after the one before; `nowMs` is the time of the speech. */
  draw(dtMs: number, nowMs: number): void
  resize(width: number, height: number): void
  light(tier: Exclude<Tier, 'poster'>): void
  destroy(): void
}

export interface SceneryNeeds {
  readonly speech: Speech
  readonly random: Random
  /** A person who asked for less motion sees a face that speaks and blinks, and nothing else move. */
  readonly calm: boolean
}

/** Throws when there is no WebGL, or no such file. */
export async function openScenery(
  options: AvatarOptions,
  tier: Exclude<Tier, 'poster'>,
  needs: SceneryNeeds,
): Promise<Scenery> {
  const renderer = new WebGLRenderer({ antialias: true, alpha: true, powerPreference: 'low-power' })
  try {
    return assemble(renderer, await loadModel(options), options, tier, needs)
  } catch (error) {
    renderer.dispose()
    renderer.forceContextLoss()
    throw error
  }
}

function assemble(
  renderer: WebGLRenderer,
  model: Model,
  options: AvatarOptions,
  tier: Exclude<Tier, 'poster'>,
  { speech, random, calm }: SceneryNeeds,
): Scenery {
  renderer.toneMapping = NeutralToneMapping
  renderer.shadowMap.type = PCFShadowMap
  const scene = new Scene()
  const camera = new PerspectiveCamera(stage.fieldOfView, 1, 0.1, 40)
  const shadow = contactShadow(0.95)
  scene.add(model.body, shadow)
  const player = createPlayer(model.body, model.clips, { map: options.animations, calm, random })
  player.step(0)
  standUpright(model)
  const build = buildOf(model)
  shadow.scale.setScalar(build.width / 0.9)
  const face = createFace(model.shapes, { own: model.recipes, jaw: model.jaw, given: options.face })
  const expression = createExpression(gestures.expression)
  const lips = createMouth()
  const gaze = createGaze(random)
  const neck = createNeck(model)
  const glow = createGlow(model.body)
  let lights = lighting(renderer, tier === 'full')
  scene.add(lights.lights)
  light(tier)
  let mood: Mood = 'rest'
  let felt: { readonly expression: string; leftMs: number } | undefined

  function light(next: Exclude<Tier, 'poster'>): void {
    scene.remove(lights.lights)
    lights.free()
    lights = lighting(renderer, next === 'full')
    scene.add(lights.lights)
    scene.environment = lights.environment ?? null
    scene.environmentIntensity = 0.42
    renderer.shadowMap.enabled = next === 'full'
    renderer.setPixelRatio(Math.min(devicePixelRatio, next === 'full' ? tiers.fullRatio : tiers.liteRatio))
  }

  /** The face belongs to whoever speaks: a mouth that says something smiles less. */
  function live(dtMs: number, nowMs: number): void {
    const dt = Math.min(dtMs / 1000, stage.longestStep)
    const aim = speech.aim(nowMs)
    player.mood(aim !== undefined && mood !== 'think' ? 'talk' : mood)
    neck.release()
    player.step(dt)
    if (felt !== undefined && (felt.leftMs -= dtMs) <= 0) felt = undefined
    const shown = player.expression() ?? felt?.expression ?? 'smile'
    const recipe = face.recipes[shown] ?? face.recipes['smile'] ?? {}
    const shapes = new Map(expression(dt, recipe))
    const mouth = lips(dtMs, aim)
    const spoken = Math.min(
      1,
      [...mouth.values()].reduce((sum, amount) => sum + amount, 0),
    )
    for (const [shape, amount] of shapes) if (isMouth(shape)) shapes.set(shape, amount * (1 - spoken))
    const look = gaze.step(dtMs, { open: !eyesAreShut(shapes), turns: !calm && player.atEase() })
    for (const [shape, amount] of look.shapes) shapes.set(shape, Math.max(amount, shapes.get(shape) ?? 0))
    face.show(shapes, mouth)
    neck.turn(look.headYaw, look.headPitch)
    glow(mood === 'think' || mood === 'listen', nowMs)
    model.step?.(dt)
  }

  return {
    canvas: renderer.domElement,
    gesture(asked, durationMs) {
      player.gesture(asked, durationMs)
      const shown = expressionFor(asked.sentiment)
      felt = shown === undefined ? undefined : { expression: shown, leftMs: durationMs ?? 3000 }
    },
    mood(next) {
      mood = next
    },
    lookAt: (direction) => gaze.towards(direction),
    draw(dtMs, nowMs) {
      live(dtMs, nowMs)
      renderer.render(scene, camera)
    },
    resize(width, height) {
      renderer.setSize(width, height, false)
      camera.aspect = width / Math.max(1, height)
      const { target, distance, pitch } = frameFor(build, camera.aspect, stage.fieldOfView)
      camera.position.set(0, target + distance * Math.sin(pitch), distance * Math.cos(pitch))
      camera.lookAt(0, target, 0)
      camera.updateProjectionMatrix()
    },
    light,
    destroy() {
      player.destroy()
      lights.free()
      free(scene)
      renderer.dispose()
      renderer.forceContextLoss()
    },
  }
}

const isMouth = (shape: string): boolean => /^(?:mouth|jaw|viseme_)/.test(shape)

/** Arcs, stars and hearts for eyes do not blink. */
function eyesAreShut(shapes: ReadonlyMap<string, number>): boolean {
  return ['eyeHappyLeft', 'eyeHappyRight', 'eyeStar', 'eyeHeart', 'eyeBlinkLeft'].some(
    (shape) => (shapes.get(shape) ?? 0) > 0.3,
  )
}

/** Files are in metres, and some are in whatever somebody had: whoever is a giant or a thimble becomes as tall as Nova. */
function standUpright({ body }: Model): void {
  const height = boundsOf(body).getSize(new Vector3()).y
  if (height > stage.leastHeight && height < stage.mostHeight) return
  body.scale.multiplyScalar(stage.height / Math.max(1e-3, height))
}

function boundsOf(body: Object3D): Box3 {
  body.updateWorldMatrix(true, true)
  const box = new Box3()
  for (const mesh of meshesOf(body)) box.union(new Box3().setFromObject(mesh, true))
  return box
}

/** Measured as it stands: the bounds of a skinned mesh are those of its T-pose. */
function buildOf({ body, rig }: Model): Build {
  const box = boundsOf(body)
  const top = Number.isFinite(box.max.y) ? box.max.y : 1.5
  const heightOf = (node: Object3D | undefined, otherwise: number) =>
    node?.getWorldPosition(new Vector3()).y ?? otherwise
  return {
    hips: heightOf(rig.get('hips'), top * 0.45),
    neck: heightOf(rig.get('head'), top * 0.8),
    top,
    width: Math.max(0.4, box.max.x - box.min.x),
  }
}

/** Turns head and neck a little, about the axes of the world, above what a clip does with them. */
function createNeck({ rig }: Model) {
  const joints = (['neck', 'head'] as const).flatMap((bone) => {
    const node = rig.get(bone)
    return node === undefined ? [] : [{ node, posed: node.quaternion.clone() }]
  })
  return {
    /** A mixer writes only what has changed since it wrote last: what was added must be gone before. */
    release(): void {
      for (const { node, posed } of joints) node.quaternion.copy(posed)
    },
    turn(yaw: number, pitch: number): void {
      for (const joint of joints) {
        joint.posed.copy(joint.node.quaternion)
        const parent = joint.node.parent?.getWorldQuaternion(new Quaternion()) ?? new Quaternion()
        const share = 1 / joints.length
        const turn = new Quaternion()
          .setFromAxisAngle(new Vector3(0, 1, 0), MathUtils.degToRad(yaw * share))
          .multiply(new Quaternion().setFromAxisAngle(new Vector3(1, 0, 0), MathUtils.degToRad(-pitch * share)))
        joint.node.quaternion.premultiply(parent.clone().invert().multiply(turn).multiply(parent))
      }
    },
  }
}

/** What shines on the body beats while it listens or thinks. */
function createGlow(body: Object3D) {
  const lamps = meshesOf(body)
    .flatMap(materialsOf)
    .filter(
      (material): material is MeshStandardMaterial =>
        material instanceof MeshStandardMaterial && material.name === 'Glow',
    )
  return (beats: boolean, nowMs: number): void => {
    const power = beats ? 1 + 0.9 * (0.5 - 0.5 * Math.cos(nowMs / 180)) : 1
    for (const lamp of lamps) lamp.emissiveIntensity = power
  }
}
