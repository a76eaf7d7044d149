import { fleetDefaults, pacerDefaults } from '../config/defaults.ts'
import type { Pacer } from '../contracts/channel.ts'
import type { PacedRates } from '../contracts/fleet.ts'
import { patience, scriptsOn, tag } from './redis.ts'
import type { Connection } from './redis.ts'

/** Every moment is Redis' own, in milliseconds, so that clocks of machines need not agree; a test brings its own. */
const now = `local now = tonumber(ARGV[1])
  if now < 0 then
    local time = redis.call('time')
    now = time[1] * 1000 + time[2] / 1000
  end
  local function read(key, ...)
    local found = redis.call('hmget', key, ...)
    for i = 1, select('#', ...) do found[i] = tonumber(found[i]) or 0 end
    return unpack(found)
  end
  local function keep(key, untilMs, ...)
    redis.call('hset', key, ...)
    redis.call('pexpire', key, math.ceil(math.max(0, untilMs - now)) + ARGV[2])
  end
`

const scripts = {
  // KEYS: account, chat. ARGV: now, spare time, interval and burst of the chat, then of the account.
  // Gives the delay as text: numbers of scripts are whole.
  delay: {
    numberOfKeys: 2,
    lua: `${now}
      local interval, burst, accountInterval, accountBurst = unpack(ARGV, 3)
      local full, heldUntil = read(KEYS[2], 'full', 'held')
      local accountFull, accountHeld, limited = read(KEYS[1], 'full', 'held', 'limited')
      local wait = math.max(0, full - (burst - 1) * interval - now, heldUntil - now, accountHeld - now)
      if now < limited then wait = math.max(wait, accountFull - (accountBurst - 1) * accountInterval - now) end
      if wait > 0 then return tostring(wait) end
      full = math.max(full, now) + interval
      keep(KEYS[2], math.max(full, heldUntil), 'full', full)
      if now < limited then
        accountFull = math.max(accountFull, now) + accountInterval
        keep(KEYS[1], math.max(limited, accountFull), 'full', accountFull)
      end
      return '0'`,
  },
  // KEYS: account, chat. ARGV: now, spare time, milliseconds to wait, how long the account is limited, how soon a second
  // chat's complaint follows, and the chat; without it the account is meant.
  hold: {
    numberOfKeys: 2,
    lua: `${now}
      local wait, limitMs, secondMs = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
      local chat = ARGV[6]
      local held, limited, full = read(KEYS[1], 'held', 'limited', 'full')
      local function holdAccount(untilMs)
        held = math.max(held, untilMs)
        limited = math.max(limited, held + limitMs)
        keep(KEYS[1], math.max(limited, full), 'held', held, 'limited', limited)
      end
      if chat == nil then return holdAccount(now + wait) end
      local chatFull, chatHeld = read(KEYS[2], 'full', 'held')
      chatHeld = math.max(chatHeld, now + wait)
      keep(KEYS[2], math.max(chatFull, chatHeld), 'held', chatHeld)
      local at, untilMs = read(KEYS[1], 'complainedAt', 'complainedUntil')
      local before = redis.call('hget', KEYS[1], 'complained')
      keep(KEYS[1], math.max(limited, full, now + secondMs),
        'complained', chat, 'complainedAt', now, 'complainedUntil', now + wait)
      if before and before ~= chat and now - at <= secondMs then holdAccount(math.min(untilMs, now + wait)) end`,
  },
} as const

/** Makes pacers whose channels every process paces together, by the same rules as a pacer of one process. */
export function sharedPacing(
  redis: Connection,
  clock: () => number = () => -1,
): (channel: string, rates: PacedRates, own: Pacer) => Pacer {
  const call = scriptsOn(redis, 'pacing', scripts)
  const asked = patience()
  return (channel, { chatRate, groupRate = chatRate, accountRate }, own) => {
    const keysOf = (chat: string) => [`${tag}:paced:${channel}`, `${tag}:paced:${channel}:${chat}`] as const
    const account = [1000 / accountRate.value.perSecond, accountRate.value.burst] as const
    return {
      async delayFor(chat, group) {
        const { perSecond, burst } = (group ? groupRate : chatRate).value
        const given = [clock(), fleetDefaults.pacedMs, 1000 / perSecond, burst, ...account]
        const delay = await asked(() => call('delay', ...keysOf(chat), ...given))
        return delay === undefined ? own.delayFor(chat, group) : Number(delay)
      },
      async tooMany(retryAfterMs, chat) {
        const { accountLimitMs, secondChatMs } = pacerDefaults
        const given = [clock(), fleetDefaults.pacedMs, retryAfterMs, accountLimitMs, secondChatMs]
        await Promise.all([
          own.tooMany(retryAfterMs, chat),
          asked(() => call('hold', ...keysOf(chat ?? ''), ...given, ...(chat === undefined ? [] : [chat]))),
        ])
      },
    }
  }
}
