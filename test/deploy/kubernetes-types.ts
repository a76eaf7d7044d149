import { join } from 'node:path'
import ts from 'typescript'

/** What a manifest says, as it was parsed. */
export interface Thing {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string }
}

/**
 * What Kubernetes would not know of some manifests, in sentences of the compiler: its types of every kind come from
 * Kubernetes' own OpenAPI document, and fields that they do not have are errors where an object is written down.
 */
export function unknownToKubernetes(root: string, things: readonly Thing[]): readonly string[] {
  const text = things
    .map(
      (thing, index) =>
        `export const thing${index}: import('kubernetes-models/${thing.apiVersion}').I${thing.kind} = ${JSON.stringify(thing)}`,
    )
    .join('\n')
  const file = join(root, 'things.ts')
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
  }
  const host = ts.createCompilerHost(options)
  const program = ts.createProgram([file], options, {
    ...host,
    fileExists: (path) => path === file || host.fileExists(path),
    readFile: (path) => (path === file ? text : host.readFile(path)),
    getSourceFile: (path, ...rest) =>
      path === file ? ts.createSourceFile(path, text, ts.ScriptTarget.ES2024) : host.getSourceFile(path, ...rest),
  })
  return ts.getPreEmitDiagnostics(program).map(({ messageText, start = 0 }) => {
    const thing = things[text.slice(0, start).split('\n').length - 1]
    return `${thing?.kind ?? ''} ${thing?.metadata.name ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  })
}
