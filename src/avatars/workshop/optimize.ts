import { Logger, NodeIO, type Document, type Transform } from '@gltf-transform/core'
import * as known from '@gltf-transform/extensions'
import { cloneDocument, dedup, meshopt, prune, quantize, resample, textureCompress } from '@gltf-transform/functions'
import { MeshoptDecoder, MeshoptEncoder } from 'meshoptimizer'
import sharp from 'sharp'
import { workshopDefaults } from '../../config/defaults.ts'

/** The door of glTF-Transform. What browsers show; whatever else a file has beside it is left out. */
const kept = [
  known.EXTMeshoptCompression,
  known.EXTTextureWebP,
  known.KHRLightsPunctual,
  known.KHRMaterialsClearcoat,
  known.KHRMaterialsEmissiveStrength,
  known.KHRMaterialsIOR,
  known.KHRMaterialsSheen,
  known.KHRMaterialsSpecular,
  known.KHRMaterialsTransmission,
  known.KHRMaterialsUnlit,
  known.KHRMaterialsVolume,
  known.KHRMeshQuantization,
  known.KHRTextureTransform,
]

const io = new NodeIO()
  .setLogger(new Logger(Logger.Verbosity.SILENT))
  .registerExtensions(kept)
  .registerDependencies({ 'meshopt.decoder': MeshoptDecoder, 'meshopt.encoder': MeshoptEncoder })

export async function readModel(bytes: Uint8Array): Promise<Document> {
  await MeshoptDecoder.ready
  // What comes by a pipe may begin anywhere; its numbers are read in place.
  return io.readBinary(new Uint8Array(bytes))
}

/** For browsers that may run WASM as small as it gets, and for those that may not. */
export async function optimized(
  document: Document,
): Promise<{ readonly small: Uint8Array; readonly plain: Uint8Array }> {
  await MeshoptEncoder.ready
  await tidy(document)
  const written = async (step: Transform) => io.writeBinary(await cloneDocument(document).transform(step))
  return { small: await written(meshopt({ encoder: MeshoptEncoder, level: 'high' })), plain: await written(quantize()) }
}

/** Leaves out what is there twice or unused, and makes pictures as large as they are seen. */
async function tidy(document: Document): Promise<void> {
  const { colorSide, reliefSide, webpQuality } = workshopDefaults
  const pictures = { encoder: sharp, targetFormat: 'webp', quality: webpQuality } as const
  // What it was packed with is undone by having read it.
  for (const extension of document.getRoot().listExtensionsUsed())
    if (extension.extensionName === 'EXT_meshopt_compression') extension.dispose()
  await document.transform(
    dedup(),
    prune(),
    resample(),
    textureCompress({ ...pictures, slots: /^(?:baseColor|emissive)/, resize: [colorSide, colorSide] }),
    textureCompress({ ...pictures, slots: /^(?!baseColor|emissive)/, resize: [reliefSide, reliefSide] }),
  )
}
