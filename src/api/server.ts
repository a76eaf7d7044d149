import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import fastifyCors from '@fastify/cors'
import fastifyHelmet from '@fastify/helmet'
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { apiDefaults } from '../config/defaults.ts'
import type { Log } from '../contracts/log.ts'
import { answerAsAccepted } from './accepted.ts'
import { auditChanges } from './audit.ts'
import { collectMethods } from './allowed-methods.ts'
import { trusted } from './callers.ts'
import { boundAnswer, boundRequests } from './bounds.ts'
import { dropSilentConnections, isUpgrade, refuseConnection } from './connections.ts'
import { answerOf, errorHandler, notFound, sendError, type ErrorAnswer } from './errors.ts'
import { guard } from './guard.ts'
import { answerOnce } from './idempotency.ts'
import { takeJsonOnly } from './json-body.ts'
import { limitCallers } from './rate-limits.ts'
import { collectShowing } from './showing.ts'
import { versionThings } from './versions.ts'
import type { ApiNeeds, WatchNeeds } from './needs.ts'
import { collectRoutes } from './openapi.ts'
import { answerRoutes } from './routes/ai-answers.ts'
import { modelRoutes } from './routes/ai-models.ts'
import { translationRoutes } from './routes/translation.ts'
import { apiKeyRoutes } from './routes/api-keys.ts'
import { retentionRoutes } from './routes/retention.ts'
import { resetPageRoute } from './reset-page.ts'
import { signInPageRoute } from './sign-in-page.ts'
import { verifyPageRoute } from './verify-page.ts'
import { auditRoutes } from './routes/audit.ts'
import { authRoutes, signInRoutes } from './routes/auth.ts'
import { channelRoutes } from './routes/channels.ts'
import { channelIdentityRoutes } from './routes/channel-identity.ts'
import { channelReportRoutes } from './routes/channel-reports.ts'
import { channelPairRoutes } from './routes/channel-pair.ts'
import { chatbotRoutes } from './routes/chatbots.ts'
import { chatbotEmbedRoutes } from './routes/chatbot-embed.ts'
import { chatbotFileRoutes } from './routes/chatbot-files.ts'
import { chatbotVersionRoutes } from './routes/chatbot-versions.ts'
import { feelingRoutes } from './routes/feelings.ts'
import { entityRoutes } from './routes/entities.ts'
import { contactRoutes } from './routes/contacts.ts'
import { conversationListRoutes } from './routes/conversation-lists.ts'
import { conversationRoutes } from './routes/conversations.ts'
import { handoffRoutes } from './routes/handoff.ts'
import { deadLetterRoutes } from './routes/dead-letters.ts'
import { channelInstallRoutes, installedRoutes } from './routes/channel-install.ts'
import { intentRoutes } from './routes/intents.ts'
import { knowledgeRoutes } from './routes/knowledge.ts'
import { healthRoutes } from './routes/health.ts'
import { erasureRoutes } from './routes/erasures.ts'
import { exportFileRoutes, exportRoutes } from './routes/exports.ts'
import { avatarFileRoutes } from './routes/avatar-files.ts'
import { avatarRoutes } from './routes/avatars.ts'
import { mediaRoutes } from './routes/media.ts'
import { messageSendRoutes } from './routes/messages-send.ts'
import { noteRoutes } from './routes/notes.ts'
import { placeRoutes } from './routes/places.ts'
import { pluginRoutes } from './routes/plugins.ts'
import { receiveRoutes } from './routes/receive.ts'
import { referenceRoutes } from './routes/reference.ts'
import { signOnRoutes, signOutRoute } from './routes/sign-on.ts'
import { singleSignOnRoutes } from './routes/single-sign-on.ts'
import { subscriptionRoutes } from './routes/subscription.ts'
import { teamRoutes } from './routes/team.ts'
import { tenantRoutes } from './routes/tenants.ts'
import { understandingRoutes } from './routes/understanding.ts'
import { verifyEmailRequestRoute, verifyEmailRoute } from './routes/verify-email.ts'
import { webhookRoutes } from './routes/webhooks.ts'
import type { Api } from './schemas.ts'
import { nameTenants } from './tenant-of.ts'

export type { Authenticate } from './guard.ts'
export type { ApiNeeds, HealthReport, PluginShape } from './needs.ts'

/** The HTTP server with all its routes, not listening yet. Whoever makes it closes it (`closeServer`). */
export function createServer(needs: ApiNeeds): FastifyInstance {
  const server = withoutRoutes(needs)
  // Beside each other, so that none inherits what another hooks in.
  void server.register(receiveRoutes(needs.receive))
  void server.register(mediaRoutes(needs.media))
  void server.register(avatarFileRoutes(needs.avatarFiles))
  void server.register(exportFileRoutes(needs.exports))
  void server.register((within) => guardedRoutes(within.withTypeProvider<ZodTypeProvider>(), needs))
  void server.register((within) => openRoutes(within.withTypeProvider<ZodTypeProvider>(), needs))
  void server.register((within) => webRoutes(within, needs))
  return server
}

/** Of a process that answers nobody but whoever watches it: health and metrics. */
export function createWatchServer(needs: WatchNeeds): FastifyInstance {
  const server = withoutRoutes(needs)
  void server.register(async (within) => {
    const api = within.withTypeProvider<ZodTypeProvider>()
    await speakOurOwn(api, needs.log)
    healthRoutes(api, needs)
  })
  return server
}

function withoutRoutes(needs: WatchNeeds): FastifyInstance {
  const server = fastify({
    // Access lines cost more than the routes they tell of: ours are written at debug, and never for what platforms send.
    logger: false,
    genReqId: requestIds(),
    trustProxy: trusted(needs.trustProxy),
    bodyLimit: apiDefaults.bodyBytes,
    requestTimeout: apiDefaults.requestMs,
    keepAliveTimeout: apiDefaults.keepAliveMs,
    http: {
      headersTimeout: apiDefaults.headersMs,
      connectionsCheckingInterval: apiDefaults.slowEveryMs,
      maxHeaderSize: apiDefaults.headerBytes,
      shouldUpgradeCallback: isUpgrade,
    },
    routerOptions: { maxParamLength: apiDefaults.pathParamLength },
    // What is in flight when the server closes is answered like everything before it.
    return503OnClosing: false,
    frameworkErrors: (error, _request, reply) => void sendError(boundAnswer(reply), answerOf(error)),
    clientErrorHandler: refuseConnection,
  })
  dropSilentConnections(server)
  const allowed = collectMethods(server)
  collectRoutes(server)
  server.decorateRequest('caller', null)
  server.addHook('onRequest', boundRequests)
  server.setErrorHandler(errorHandler(needs.log))
  server.setNotFoundHandler((request, reply) => {
    const methods = allowed(pathOf(request.url))
    if (request.method === 'OPTIONS' && methods.length > 0 && !isPreflight(request)) {
      const headers = { allow: methods.join(', '), 'x-request-id': request.id }
      return reply.code(204).headers(headers).send()
    }
    return sendError(reply, unknownRoute(request, methods))
  })
  return server
}

/** Closes it: what is in flight is answered within `graceMs` milliseconds, then connections are cut. */
export async function closeServer(server: FastifyInstance, graceMs: number): Promise<void> {
  const { server: http } = server
  // A connection that was busy when closing began becomes idle later, and nobody but we would look.
  const looking = setInterval(() => http.closeIdleConnections(), apiDefaults.closeIdleEveryMs)
  const end = setTimeout(() => http.closeAllConnections(), graceMs)
  try {
    await server.close()
  } finally {
    clearInterval(looking)
    clearTimeout(end)
  }
}

/** What needs a key. */
async function guardedRoutes(api: Api, needs: ApiNeeds): Promise<void> {
  await speakOurOwn(api, needs.log)
  api.addHook('onRequest', guard(needs.authenticate))
  nameTenants(api, needs)
  api.addHook('onRoute', ({ url, config }) => {
    if (config?.permission === undefined) throw new Error(`The route ${url} does not say who may call it.`)
  })
  answerOnce(api, needs.answers)
  messageSendRoutes(api, needs)
  await api.register(
    async (v1: Api) => {
      const showing = collectShowing(v1)
      limitCallers(v1, needs.rates)
      answerAsAccepted(v1)
      versionThings(v1, showing)
      auditChanges(v1, needs.audit, showing.look, Date.now, needs.pseudonym)
      auditRoutes(v1, needs)
      authRoutes(v1, needs)
      verifyEmailRequestRoute(v1, needs)
      signOutRoute(v1, needs)
      singleSignOnRoutes(v1, needs)
      apiKeyRoutes(v1, needs)
      teamRoutes(v1, needs)
      tenantRoutes(v1, needs)
      placeRoutes(v1, needs)
      subscriptionRoutes(v1, needs)
      chatbotRoutes(v1, needs)
      chatbotVersionRoutes(v1, needs)
      chatbotFileRoutes(v1, needs)
      chatbotEmbedRoutes(v1, needs)
      entityRoutes(v1, needs)
      pluginRoutes(v1, needs)
      intentRoutes(v1, needs)
      understandingRoutes(v1, needs)
      channelRoutes(v1, needs)
      channelInstallRoutes(v1, needs)
      channelPairRoutes(v1, needs)
      channelReportRoutes(v1, needs)
      channelIdentityRoutes(v1, needs)
      conversationRoutes(v1, needs)
      conversationListRoutes(v1, needs)
      noteRoutes(v1, needs)
      contactRoutes(v1, needs)
      handoffRoutes(v1, needs)
      deadLetterRoutes(v1, needs)
      erasureRoutes(v1, needs)
      exportRoutes(v1, needs)
      retentionRoutes(v1, needs)
      webhookRoutes(v1, needs)
      modelRoutes(v1, needs)
      translationRoutes(v1, needs)
      answerRoutes(v1, needs)
      feelingRoutes(v1, needs)
      // In scopes of their own: nobody else takes forms.
      await v1.register((within: Api) => knowledgeRoutes(within, needs))
      await v1.register((within: Api) => avatarRoutes(within, needs))
    },
    { prefix: '/api/v1' },
  )
}

/** What is for everyone. */
async function openRoutes(api: Api, needs: ApiNeeds): Promise<void> {
  await speakOurOwn(api, needs.log)
  healthRoutes(api, needs)
  signInRoutes(api, needs)
  verifyEmailRoute(api, needs)
  resetPageRoute(api)
  verifyPageRoute(api)
  signInPageRoute(api)
  referenceRoutes(api)
  installedRoutes(api, needs)
  // In a scope of its own: nobody else takes forms.
  await api.register((within: Api) => signOnRoutes(within, needs))
}

/** What widgets on strangers' pages ask for. */
async function webRoutes(within: FastifyInstance, { web }: ApiNeeds): Promise<void> {
  if (web === undefined) return
  const own = collectMethods(within)
  // CORS answers preflights of every address, also of those that are not open to other websites.
  within.addHook('onRequest', async (request, reply) => {
    const isOurs = isPreflight(request) && own(pathOf(request.url)).length > 0
    if (request.method !== 'OPTIONS' || isOurs) return undefined
    reply.callNotFound()
    return reply
  })
  await within.register(fastifyCors, { origin: '*', methods: ['GET', 'HEAD', 'POST'] })
  await within.register(web)
}

/** How all routes of this folder speak: JSON in, checked by zod; safe headers and JSON out. */
async function speakOurOwn(api: Api, log: Log): Promise<void> {
  takeJsonOnly(api)
  await api.register(fastifyHelmet, {
    // Whoever ends TLS knows whether there is any.
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      useDefaults: false,
      // The reference is one page with its style in it; nothing else here is a page.
      directives: { defaultSrc: ["'none'"], styleSrc: ["'unsafe-inline'"], frameAncestors: ["'none'"] },
    },
  })
  api.setValidatorCompiler(validatorCompiler)
  api.setSerializerCompiler(serializerCompiler)
  api.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id))
  api.addHook('onResponse', async (request, { statusCode, elapsedTime }) => {
    const { id: requestId, method, routeOptions } = request
    log.debug({ requestId, method, route: routeOptions.url, status: statusCode, ms: elapsedTime }, 'Answered.')
  })
}

/** The caller's own, or a cheap one: a name of the process and a count, different in every process. */
function requestIds(): (request: Pick<IncomingMessage, 'headers'>) => string {
  const process = randomBytes(6).toString('base64url')
  let count = 0
  return ({ headers }) => {
    const said = headers['x-request-id']
    // It stands in the log and in the answer: nothing comes in by it but a name.
    if (typeof said === 'string' && requestId.test(said)) return said
    return `${process}-${(count += 1).toString(36)}`
  }
}

const requestId = new RegExp(`^[\\w.-]{1,${apiDefaults.requestIdLength}}$`)

const pathOf = (url: string) => url.split('?', 1)[0] ?? ''

/** A browser asks whether another website's page may call: not a question to every address. */
function isPreflight({ headers }: FastifyRequest): boolean {
  return headers.origin !== undefined && headers['access-control-request-method'] !== undefined
}

function unknownRoute({ method }: FastifyRequest, known: readonly string[]): ErrorAnswer {
  const methods = known.filter((one) => one !== method)
  if (methods.length === 0) return notFound
  return {
    status: 405,
    code: 'E_METHOD',
    message: `${method} is not for this address: it takes ${methods.join(', ')}.`,
    headers: { allow: methods.join(', ') },
  }
}
