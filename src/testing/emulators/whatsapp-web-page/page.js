// @ts-nocheck -- runs in a browser, where there is a document; what it stands for is written down nowhere.

// As much of WhatsApp Web's page as whatsapp-web.js 1.34.7 reaches into: the modules behind `window.require`, and the
// models in them. Whatever happens is told by the emulator (`/emulator/events`), and what the page does is told to it.

class Model {
  listeners = []

  on(names, listener) {
    for (const name of names.split(' ')) this.listeners.push({ name, listener })
  }

  once(name, listener) {
    const once = (...given) => {
      this.off(name, once)
      listener(...given)
    }
    this.on(name, once)
  }

  off(name, listener) {
    this.listeners = this.listeners.filter((one) => one.name !== name || one.listener !== listener)
  }

  emit(name, ...given) {
    for (const one of [...this.listeners]) if (one.name === name) one.listener(...given)
  }
}

class Wid {
  constructor(text) {
    if (!/^[\w.-]+@[\w.]+$/.test(text)) throw new Error(`wid error: invalid wid ${text}`)
    const [user, server] = text.split('@')
    Object.assign(this, { user, server, _serialized: text })
  }

  isLid = () => this.server === 'lid'
  isGroup = () => this.server === 'g.us'
  isStatus = () => this._serialized === 'status@broadcast'
  toString = () => this._serialized
}

class MsgKey {
  constructor({ from, to, id, participant, selfDir }) {
    const fromMe = selfDir === 'out'
    const remote = fromMe ? to : from
    const parts = [fromMe, remote, id, participant].filter((part) => part !== undefined)
    Object.assign(this, { fromMe, remote, id, _serialized: parts.join('_') }, participant && { participant })
  }

  static newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(9))
    return Promise.resolve(
      '3EB0' +
        [...bytes]
          .map((byte) => byte.toString(16).padStart(2, '0'))
          .join('')
          .toUpperCase(),
    )
  }
}

const call = async (name, payload = {}) => {
  const answer = await fetch(`/emulator/call/${name}`, { method: 'POST', body: JSON.stringify(payload) })
  return answer.json()
}

// ── What survives ────────────────────────────────────────────────────────────────────────────────────────────────

// In a database, as the keys of the real page: what is in local storage may be written seconds later.
const database = new Promise((resolve) => {
  const opening = indexedDB.open('session', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore('kept')
  opening.onsuccess = () => resolve(opening.result)
})
const kept = async (mode, act) => {
  const request = act((await database).transaction('kept', mode, { durability: 'strict' }).objectStore('kept'))
  return new Promise((resolve) => (request.onsuccess = () => resolve(request.result)))
}
const sessionKept = () => kept('readonly', (store) => store.get('session'))
const keepSession = (session) => kept('readwrite', (store) => store.put(session, 'session'))

// ── Models ───────────────────────────────────────────────────────────────────────────────────────────────────────

const Socket = Object.assign(new Model(), { state: 'OPENING', hasSynced: false })
const Cmd = Object.assign(new Model(), { refreshQR() {} })
const Conn = Object.assign(new Model(), {
  ref: 'ref',
  platform: 'android',
  serialize: () => ({ pushname: 'Emulated' }),
})
let me
let hidden = {}

const setState = (state) => {
  Socket.state = state
  Socket.emit('change:state', Socket, state)
}
// The real one tells it whenever the page is ready for it; here that is when somebody listens.
const isHeard = () => Socket.listeners.some(({ name }) => name === 'change:hasSynced')
const synced = () => {
  if (!isHeard()) return setTimeout(synced, 20)
  Socket.hasSynced = true
  Socket.emit('change:hasSynced')
}

const Msg = Object.assign(new Model(), {
  all: new Map(),
  get: (id) => Msg.all.get(id),
  getMessagesById: async (ids) => ({ messages: ids.flatMap((id) => Msg.all.get(id) ?? []) }),
  add(attributes) {
    const message = Object.assign(new Model(), attributes, {
      mediaObject: attributes.directPath,
      mediaData: attributes.directPath && { mediaStage: 'RESOLVED' },
      serialize() {
        const { listeners, serialize, unsafe, set, toJSON, mediaBlob, mediaObject, mediaData, ...rest } = message
        return JSON.parse(JSON.stringify(rest))
      },
      unsafe: () => message,
    })
    Msg.all.set(message.id._serialized, message)
    const chat = chatOf(new Wid(String(message.id.remote)))
    chat.all.push(message)
    if (!message.id.fromMe) chat.unreadCount += 1
    Msg.emit('add', message)
    return message
  },
  change(id, changes) {
    const message = Msg.get(id)
    if (!message) return
    const before = { ...message }
    Object.assign(message, changes)
    for (const [name, value] of Object.entries(changes)) {
      if (before[name] === value) continue
      if (name === 'body') Msg.emit('change:body change:caption', message, value, before.body)
      Msg.emit(`change:${name}`, message, value, before[name])
      message.emit(`change:${name}`, message, value)
    }
    Msg.emit('change', message)
  },
})
// The library listens to both by one name.
Msg.on = function (names, listener) {
  this.listeners.push({ name: names, listener })
}

const chats = new Map()
const chatOf = (wid) => {
  if (!chats.has(wid._serialized)) {
    const all = []
    chats.set(wid._serialized, { id: wid, t: 0, unreadCount: 0, all, msgs: { getModelsArray: () => all } })
  }
  return chats.get(wid._serialized)
}
const Chat = Object.assign(new Model(), {
  get: (wid) => chats.get(wid._serialized ?? wid),
  find: async (wid) => chatOf(wid),
  getModelsArray: () => [...chats.values()],
})

const send = async (chat, message) => {
  const model = Msg.add(message)
  await null
  const { ack } = await call('send', { ...model.serialize(), chat: chat.id._serialized })
  if (ack !== undefined) Msg.change(model.id._serialized, { ack })
}

// ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────

const base64 = (blob) =>
  new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result.split(',')[1])
    reader.readAsDataURL(blob)
  })

class OpaqueData {
  static async createFromData(file) {
    return Object.assign(new OpaqueData(), { file })
  }

  url = () => ''
  autorelease() {}
  formData = () => this.file
}

const prepared = (opaque, { asDocument, isPtt, asSticker }) => {
  const [family] = opaque.file.type.split('/')
  const known = { image: 'image', video: 'video', audio: isPtt ? 'ptt' : 'audio' }[family]
  const data = {
    type: asDocument ? 'document' : asSticker ? 'sticker' : (known ?? 'document'),
    mimetype: opaque.file.type,
    filename: opaque.file.name,
    filehash: `hash-${Math.random()}`,
    size: opaque.file.size,
    mediaBlob: opaque,
    set(changes) {
      Object.assign(data, changes)
    },
    toJSON() {
      const { mediaBlob, set, toJSON, ...rest } = data
      return rest
    },
  }
  return { waitForPrep: async () => data }
}

const upload = async ({ mediaObject }) => {
  const { directPath } = await call('upload', { data: await base64(mediaObject.file) })
  return { mediaEntry: { directPath, mmsUrl: '', mediaKey: 'key', mediaKeyTimestamp: 1, handle: '' } }
}

// ── Modules ──────────────────────────────────────────────────────────────────────────────────────────────────────

const findLinks = (text) => [...(text ?? '').matchAll(/https?:\/\/\S+/g)].map(([href]) => ({ href }))

const modules = {
  WAWebSocketModel: { Socket },
  WAWebCmd: { Cmd },
  WAWebConnModel: { Conn },
  WAWebOfflineHandler: { OfflineMessageHandler: { getOfflineDeliveryProgress: () => 100 } },
  WAWebAltDeviceLinkingApi: {
    setPairingType() {},
    initializeAltDeviceLinking: async () => {},
    startAltLinkingFlow: async (phone) => (await call('code', { phone })).code,
  },
  WABase64: { encodeB64: (text) => btoa(text) },
  WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: 'web' },
  WAWebAdvSignatureApi: {},
  WAWebUserPrefsInfoStore: { waNoiseInfo: { get: async () => ({ staticKeyPair: { pubKey: 'noise' } }) } },
  WAWebSignalStoreApi: {
    waSignalStore: { getRegistrationInfo: async () => ({ identityKeyPair: { pubKey: 'identity' } }) },
  },
  WAWebUserPrefsMultiDevice: { getADVSecretKey: () => 'secret' },
  WAWebUserPrefsMeUser: { getMaybeMePnUser: () => me, getMaybeMeLidUser: () => undefined },
  WAWebCollections: { Msg, Chat, Contact: new Model() },
  WAWebSyncGatingUtils: {},
  WAWebCallCollection: {},
  WAWebNonMessageDataRequestPlaceholderMessageResendUtils: { handlePlaceholderMsgsSeen() {} },
  WAWebAddonReactionTableMode: { reactionTableMode: { bulkUpsert() {} } },
  WAWebAddonPollVoteTableMode: { pollVoteTableMode: { bulkUpsert() {} } },
  WAWebBackendJobsCommon: {},
  WAWebE2EProtoUtils: {},
  WALinkify: { findLinks, findLink: (text) => findLinks(text)[0] },
  WAWebWidFactory: { createWid: (id) => new Wid(id._serialized ?? id), asUserWidOrThrow: (wid) => wid },
  WAWebFindChatAction: {
    async findOrCreateLatestChat(wid) {
      const { known } = await call('exists', { id: wid._serialized })
      return known ? { chat: chatOf(wid) } : undefined
    },
  },
  WAWebQueryExistsJob: {
    async queryWidExists(wid) {
      const { known } = await call('exists', { id: wid._serialized })
      return known ? { wid } : null
    },
  },
  WAWebApiContact: {
    getCurrentLid: (wid) => hidden[wid._serialized] && new Wid(hidden[wid._serialized]),
    getPhoneNumber(wid) {
      const phone = Object.keys(hidden).find((pn) => hidden[pn] === wid._serialized)
      return phone && new Wid(phone)
    },
  },
  WAWebChatGetters: { getIsNewsletter: () => false, getIsBroadcast: () => false },
  WAWebMsgKey: MsgKey,
  WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
  WAWebSendMsgChatAction: {
    addAndSendMsgToChat(chat, message) {
      const sending = send(chat, message)
      return [Promise.resolve(), sending]
    },
  },
  WAWebVcardParsingUtils: { parseVcard: (text) => ({ name: /^FN:(.*)$/m.exec(text)?.[1] }) },
  WAWebVcardGetNameFromParsed: { vcardGetNameFromParsed: ({ name }) => name },
  WAWebStreamModel: { Stream: { markAvailable() {}, markUnavailable() {} } },
  WAWebUpdateUnreadChatAction: {
    sendSeen({ chat }) {
      chat.unreadCount = 0
      return call('seen', { chat: chat.id._serialized })
    },
  },
  WAWebChatStateBridge: { sendChatStateComposing: (wid) => call('typing', { chat: wid._serialized }) },
  WAWebMediaOpaqueData: OpaqueData,
  WAWebPrepRawMedia: { prepRawMedia: prepared },
  WAWebMediaStorage: {
    getOrCreateMediaObject: () => {
      const object = { contentInfo: { waveform: [1] }, consolidate: (data) => Object.assign(object, data) }
      return object
    },
  },
  WAWebMmsMediaTypes: { msgToMediaType: ({ type }) => type, castToV4: (type) => type },
  WAWebMediaDataUtils: { shouldUseMediaCache: () => false },
  WAWebMediaMmsV4Upload: {
    uploadMedia: ({ mediaObject, mimetype }) => upload({ mediaObject: { file: latest(mediaObject, mimetype) } }),
  },
  WAWebDownloadManager: {
    downloadManager: {
      async downloadAndMaybeDecrypt({ directPath }) {
        const answer = await fetch(`/emulator/files${directPath}`)
        if (!answer.ok) throw Object.assign(new Error('gone'), { status: answer.status })
        return answer.arrayBuffer()
      },
    },
  },
}
// The blob is in none of the objects that the upload is given: it is the last one that was prepared.
let lastFile
const createFromData = OpaqueData.createFromData
OpaqueData.createFromData = (file) => {
  lastFile = file
  return createFromData(file)
}
const latest = () => lastFile

window.require = (name) => modules[name]
window.Debug = { VERSION: '2.3000.1' }

// ── What happens ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Ids come as text; in the page they are objects. */
const revived = ({ from, to, author, ...rest }) => {
  const wids = Object.entries({ from, to, author }).filter(([, id]) => id !== undefined)
  return { ...rest, ...Object.fromEntries(wids.map(([name, id]) => [name, new Wid(id)])) }
}

const happenings = {
  async paired({ account, session }) {
    await keepSession(session)
    begin(account)
  },
  message: ({ message }) => Msg.add(revived(message)),
  change: ({ id, changes }) => Msg.change(id, changes),
  reaction({ reaction }) {
    modules.WAWebAddonReactionTableMode.reactionTableMode.bulkUpsert([reaction])
  },
  vote({ vote }) {
    modules.WAWebAddonPollVoteTableMode.pollVoteTableMode.bulkUpsert([vote])
  },
  hidden({ ids }) {
    hidden = ids
  },
  state: ({ state }) => setState(state),
  async logout() {
    await keepSession('')
    Cmd.emit('logout')
    setTimeout(() => (location.search = '?post_logout=1'), 50)
  },
  freeze() {
    for (;;);
  },
}

const begin = (account) => {
  me = new Wid(account)
  setState('CONNECTED')
  synced()
}

const events = new EventSource('/emulator/events')
events.onmessage = ({ data }) => {
  const happening = JSON.parse(data)
  happenings[happening.kind](happening)
}
events.onopen = async () => {
  events.onopen = null
  const { account, neverReady, ids, missed } = await call('hello', { session: await sessionKept() })
  hidden = ids
  for (const message of missed) Msg.add(revived(message))
  if (account === undefined) setState('UNPAIRED')
  else if (neverReady) setState('CONNECTED')
  else begin(account)
}
