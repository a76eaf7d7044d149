// What a model may be that somebody brings, and what is made of it.

const megabyte = 1024 * 1024

/** Of one file, before any library reads it: all that avatars need, and nothing that takes a server or a phone down. */
export const avatarDefaults = {
  /** Bytes of a file: avatars of the well-known makers have 2 to 10 MB before anything was made smaller. */
  bytes: 25 * megabyte,
  /** Bytes of the JSON in it: the largest rigs with 100 morphs and clips need about 1 MB. */
  jsonBytes: 4 * megabyte,
  nodes: 2000,
  accessors: 6000,
  /** Bytes of all that the accessors name, unpacked: a few hundred bytes of a file can name many gigabytes. */
  unpackedBytes: 256 * megabyte,
  /** Elements of an accessor without data, which is all zeros. */
  zeros: 100_000,
  /** Of a picture in it, in pixels: the wider side, and all of its pictures together (eight of the largest). */
  pictureSide: 4096,
  pixels: 8 * 4096 * 4096,
  pictures: 200,
  /** From the root to a bone: hands with all their fingers have 12. */
  depth: 64,
  /** As drawn: a model that is there twice counts twice. A phone draws so many at 30 frames a second. */
  vertices: 300_000,
  indices: 2_000_000,
  /** Of one skeleton: a graphics card's own bound on old phones. */
  joints: 256,
  clips: 200,
  /** Of one mesh. */
  morphs: 200,
  /** Bytes on a visitor's graphics card, once made smaller: old phones have about 256 MB for everything. */
  textureBytes: 64 * megabyte,
  /** Characters of a clip's name: exporters join an armature's and an action's. */
  clipName: 1000,
  /** Intents that a tenant says a clip for: those that a chatbot may have. */
  mappedIntents: 500,
  /** Bytes of models that are kept in memory as they are sent, packed: the twenty that most visitors load. */
  packedBytes: 16 * megabyte,
  /** Ten takes 0.3 s for half a megabyte, in a thread and once; eleven twice that for 1 % less, nine a tenth for 5 % more. */
  brotliQuality: 10,
} as const

/** Of the pictures that stand for models. */
export const previewDefaults = {
  /** Pixels: sharp on a phone's screen where a card is 190 wide. */
  side: 384,
  /** Drawn so many times as wide and high, so that edges are smooth. */
  samples: 2,
  /** WebP, of 100: about 10 KB. */
  quality: 84,
  /** Pixels of a model's own pictures: more is not seen at this size. */
  textureSide: 512,
  /** Around what is seen, of its size. */
  margin: 0.08,
  /** Radians: the widget's stage has 24°. */
  fieldOfView: (24 / 180) * Math.PI,
} as const

/** Of the process in which one model is worked on. */
export const workshopDefaults = {
  /** One job takes a second or two; after so long it is ended. */
  jobMs: 20_000,
  /** The largest that we let in took 610 MB; beyond this it is ended. */
  memoryBytes: 1024 * megabyte,
  /** Of that for JavaScript's objects. */
  heapMb: 512,
  /** How often its memory is looked at: in between, a loop may take about 100 MB. */
  watchMs: 50,
  /** Each may keep a core busy; visitors' messages need the others. */
  atOnce: 2,
  /** Models that wait while their senders' connections stay open; a minute's work. */
  waiting: 10,
  /** Pixels a side of what gives a model its colour, and of what gives it relief. */
  colorSide: 1024,
  reliefSide: 512,
  /** WebP, of 100: nothing is seen of the loss on a screen. */
  webpQuality: 82,
} as const
