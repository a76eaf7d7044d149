import {
  BackSide,
  CanvasTexture,
  Color,
  DirectionalLight,
  DoubleSide,
  Float32BufferAttribute,
  Group,
  HemisphereLight,
  Mesh,
  MeshBasicMaterial,
  type Object3D,
  PlaneGeometry,
  PMREMGenerator,
  Scene,
  SphereGeometry,
  type Texture,
  type WebGLRenderer,
} from 'three'
import { free } from './model.ts'

/** A warm key light from the upper left, a cool rim from behind, and what a glossy visor reflects. */

export interface Lighting {
  readonly lights: Object3D
  /** Undefined in a lighter form: reflections take the most of a slow device. */
  readonly environment: Texture | undefined
  free(): void
}

export function lighting(renderer: WebGLRenderer, rich: boolean): Lighting {
  const lights = new Group()
  const add = (colour: string, power: number, x: number, y: number, z: number) => {
    const light = new DirectionalLight(colour, power)
    light.position.set(x, y, z)
    lights.add(light)
    return light
  }
  const key = add('#FFF4E6', 1.9, -1.6, 2.6, 2.6)
  add('#9DB4FF', 1.5, 1.8, 1.8, -2.2)
  add('#DFE6FF', 0.25, 2.2, 0.6, 1.6)
  lights.add(new HemisphereLight('#FFFFFF', '#B9C2E8', rich ? 0.28 : 1.9))
  if (rich) castShadow(key)
  const environment = rich ? reflections(renderer) : undefined
  return {
    lights,
    environment,
    free() {
      key.dispose()
      environment?.dispose()
    },
  }
}

function castShadow(key: DirectionalLight): void {
  key.castShadow = true
  key.shadow.mapSize.set(1024, 1024)
  key.shadow.intensity = 0.55
  key.shadow.normalBias = 0.02
  const { camera } = key.shadow
  camera.left = camera.bottom = -1.4
  camera.right = camera.top = 1.4
  camera.near = 1
  camera.far = 7
  key.target.position.set(0, 0.8, 0)
  key.add(key.target)
  key.target.position.sub(key.position)
}

/** Width, height, brightness and place of the cards that a visor mirrors. */
const cards = [
  [3.2, 3.2, 9, -4, 5, 4],
  [1.4, 4.5, 5, 5, 2.5, 2],
  [6, 2, 6, 0, 6, -3],
  [6, 3, 0.8, 0, -4, 3],
] as const

function reflections(renderer: WebGLRenderer): Texture {
  const room = new Scene()
  const sky = new SphereGeometry(10, 32, 16)
  const at = sky.getAttribute('position')
  const colours = Array.from({ length: at.count }, (_, index) => {
    const height = at.getY(index) / 20 + 0.5
    return [0.34 + 0.61 * height, 0.36 + 0.62 * height, 0.52 + 0.56 * height]
  })
  sky.setAttribute('color', new Float32BufferAttribute(colours.flat(), 3))
  room.add(new Mesh(sky, new MeshBasicMaterial({ vertexColors: true, side: BackSide })))
  for (const [width, height, power, x, y, z] of cards) {
    const material = new MeshBasicMaterial({ color: new Color(power, power, power), side: DoubleSide })
    const card = new Mesh(new PlaneGeometry(width, height), material)
    card.position.set(x, y, z)
    card.lookAt(0, 1, 0)
    room.add(card)
  }
  const maker = new PMREMGenerator(renderer)
  const { texture } = maker.fromScene(room, 0.03)
  maker.dispose()
  free(room)
  return texture
}

/** A soft shadow under the feet: where nothing casts one, and where something does. `width` in metres. */
export function contactShadow(width: number): Mesh {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 128
  const pen = canvas.getContext('2d')
  if (pen !== null) {
    const shade = pen.createRadialGradient(64, 64, 4, 64, 64, 62)
    shade.addColorStop(0, 'rgba(20,22,60,.55)')
    shade.addColorStop(0.5, 'rgba(20,22,60,.26)')
    shade.addColorStop(1, 'rgba(20,22,60,0)')
    pen.fillStyle = shade
    pen.fillRect(0, 0, 128, 128)
  }
  const map = new CanvasTexture(canvas)
  const shadow = new Mesh(
    new PlaneGeometry(width, width * 0.65),
    new MeshBasicMaterial({ map, transparent: true, depthWrite: false }),
  )
  shadow.rotation.x = -Math.PI / 2
  shadow.position.y = 0.002
  return shadow
}
