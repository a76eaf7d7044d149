import { Logger, NodeIO, type Document } from '@gltf-transform/core'
import { EXTMeshoptCompression, KHRMaterialsUnlit, KHRMeshQuantization } from '@gltf-transform/extensions'
import { cloneDocument, meshopt, quantize, resample } from '@gltf-transform/functions'
import { MeshoptEncoder } from 'meshoptimizer'
import { model } from './model.ts'

/**
 * Nova as files. `nova.glb` is what widgets load; `nova-plain.glb` is for pages that may run no WASM and for programs that
 * read no extensions. `nova-whole.glb` is what both were made from: for validators and artists, and kept by nobody.
 */
export async function avatars(): Promise<
  Readonly<Record<'nova.glb' | 'nova-plain.glb' | 'nova-whole.glb', Uint8Array>>
> {
  await MeshoptEncoder.ready
  const whole = model().setLogger(new Logger(Logger.Verbosity.WARN))
  const small = cloneDocument(whole)
  await small.transform(meshopt({ encoder: MeshoptEncoder, level: 'high', quantizePosition: 13, quantizeNormal: 8 }))
  const plain = cloneDocument(whole)
  await plain.transform(resample({ tolerance: 1e-3 }), quantize({ quantizePosition: 12, quantizeNormal: 8 }))
  return {
    'nova.glb': await binary(small),
    'nova-plain.glb': await binary(plain),
    'nova-whole.glb': await binary(whole),
  }
}

function binary(document: Document): Promise<Uint8Array> {
  return new NodeIO()
    .registerExtensions([KHRMaterialsUnlit, KHRMeshQuantization, EXTMeshoptCompression])
    .registerDependencies({ 'meshopt.encoder': MeshoptEncoder })
    .writeBinary(document)
}
