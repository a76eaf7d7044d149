import { type VRM, VRMLoaderPlugin, VRMUtils } from '@pixiv/three-vrm'
import type { Object3D } from 'three'
import type { GLTF, GLTFLoader } from 'three/addons/loaders/GLTFLoader.js'
import type { Shapes } from './face.ts'
import { type Bone, bones } from './rig.ts'

/** What only files of VRM need: loaded when there is one. */

export function readsVrm(loader: GLTFLoader): void {
  loader.register((parser) => new VRMLoaderPlugin(parser))
}

/** Of a file that was read with the plugin. */
export function openVrm(file: GLTF) {
  const vrm = file.userData['vrm'] as VRM // put there by the plugin, or this would not be asked
  VRMUtils.removeUnnecessaryVertices(file.scene)
  VRMUtils.combineSkeletons(file.scene)
  // Those of version 0 look the other way.
  VRMUtils.rotateVRM0(vrm)
  // Clips are carried over to the bones themselves.
  vrm.humanoid.autoUpdateHumanBones = false
  return { rig: rigOf(vrm), shapes: shapesOf(vrm), step: (dtSeconds: number) => vrm.update(dtSeconds) }
}

function rigOf({ humanoid }: VRM): ReadonlyMap<Bone, Object3D> {
  return new Map(
    bones.flatMap((bone) => {
      // A thumb has two joints beyond the palm: nothing is between them.
      const node = isOfThumb(bone) ? null : humanoid.getRawBoneNode(bone)
      return node === null ? [] : [[bone, node] as const]
    }),
  )
}

const isOfThumb = (bone: Bone): bone is `${'left' | 'right'}ThumbIntermediate` => bone.endsWith('ThumbIntermediate')

function shapesOf({ expressionManager }: VRM): Shapes {
  const names = Object.keys(expressionManager?.expressionMap ?? {})
  return { names, set: (name, weight) => expressionManager?.setValue(name, weight) }
}
