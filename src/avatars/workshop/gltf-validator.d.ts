declare module 'gltf-validator' {
  /** The report of Khronos' validator. https://github.com/KhronosGroup/glTF-Validator/blob/main/docs/validation.schema.json */
  export function validateBytes(
    bytes: Uint8Array,
    options?: { readonly format?: 'glb'; readonly maxIssues?: number },
  ): Promise<{
    readonly issues: {
      readonly numErrors: number
      readonly numWarnings: number
      readonly numInfos: number
      readonly messages: readonly {
        readonly code: string
        readonly message: string
        readonly severity: number
        readonly pointer?: string
      }[]
    }
  }>
}
