import type { ServiceUser } from '../../contracts/services.ts'
import { problem, serve, unknownPath } from './serve.ts'
import type { Service, ServiceOptions } from './serve.ts'

/** A sandbox of the user backend of docs/reference/services.md. */
export interface UserService extends Service {
  /** By `platform/id`. */
  readonly users: ReadonlyMap<string, ServiceUser>
}

export async function createUserService(
  options: ServiceOptions & { readonly users?: Readonly<Record<string, ServiceUser>> } = {},
): Promise<UserService> {
  const users = new Map(Object.entries(options.users ?? {}))
  const service = await serve(options, ({ method, path, body }) => {
    const [kind, platform, id, more] = path
    if (kind !== 'users' || platform === undefined || id === undefined || more !== undefined) return unknownPath
    const name = `${platform}/${id}`
    const user = users.get(name)
    switch (method) {
      case 'GET':
        return user === undefined ? problem(404, 'There is no such user.') : { status: 200, body: { user } }
      case 'PATCH': {
        const { id: _, attributes, ...change } = body
        const changed: ServiceUser = {
          id: user?.id ?? `user-${users.size + 1}`,
          ...user,
          ...change,
          attributes: { ...user?.attributes, ...(attributes as ServiceUser['attributes']) }, // spread as it is, as the contract says
        }
        users.set(name, changed)
        return { status: 200, body: { user: changed } }
      }
      case 'DELETE':
        return { status: 200, body: { erased: users.delete(name) } }
      default:
        return problem(405, 'GET, PATCH or DELETE.')
    }
  })
  return Object.assign(service, { users })
}
