import type { WireUpload } from '../../../src/contracts/wire.ts'
import { mediaTypeOf } from './attach.ts'
import type { MediaPart } from './model.ts'

/** Sends a file to the gateway's keeping. An `XMLHttpRequest`, because `fetch` does not tell how far it is. */
export function uploadFile(
  embedId: string,
  visitorToken: string,
  file: File,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<MediaPart> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/embed/${encodeURIComponent(embedId)}/media`)
    request.responseType = 'json'
    request.setRequestHeader('authorization', `Bearer ${visitorToken}`)
    request.setRequestHeader('content-type', file.type === '' ? 'application/octet-stream' : file.type)
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name))
    request.upload.onprogress = ({ loaded, total }) => progress(total === 0 ? 0 : loaded / total)
    request.onload = () => {
      if (request.status !== 201) {
        reject(new Error(`The gateway answered ${request.status}.`))
        return
      }
      const { upload, url, mime, name, size } = request.response as WireUpload // what the route promises
      resolve({ type: mediaTypeOf(mime), mediaId: upload, url, mime, size, ...(name === undefined ? {} : { name }) })
    }
    request.onerror = () => reject(new Error('The gateway could not be reached.'))
    request.onabort = () => reject(new Error('It was taken back.'))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}
