import { Invalid } from '../contracts/errors.ts'
import { accountQueue } from '../contracts/handoff.ts'
import type { HandoffSettings, Hours, Span } from '../contracts/handoff.ts'
import { isTimeZone, minutesOf } from './hours.ts'

/** What the form of settings cannot say. Throws Invalid with the field. */
export function checkSettings({ hours, queues }: HandoffSettings): void {
  if (hours !== undefined) checkHours(hours, 'hours')
  const names = new Set<string>()
  for (const [index, queue] of queues.entries()) {
    const at = `queues.${index}`
    if (names.has(queue.name)) throw new Invalid(`There are two queues “${queue.name}”.`, `${at}.name`)
    if (queue.name === accountQueue)
      throw new Invalid(`“${accountQueue}” is for who answers from the bot’s own account.`, `${at}.name`)
    names.add(queue.name)
    if (queue.hours !== undefined) checkHours(queue.hours, `${at}.hours`)
  }
}

function checkHours({ zone, week, exceptions = [] }: Hours, at: string): void {
  if (!isTimeZone(zone)) throw new Invalid(`“${zone}” is no time zone; one is named like Europe/Berlin.`, `${at}.zone`)
  for (const [weekday, spans] of Object.entries(week)) checkSpans(spans, `${at}.week.${weekday}`)
  for (const [index, { open }] of exceptions.entries()) checkSpans(open, `${at}.exceptions.${index}.open`)
}

function checkSpans(spans: readonly Span[], at: string): void {
  for (const [index, { from, to }] of spans.entries()) {
    if (minutesOf(from) < minutesOf(to)) continue
    throw new Invalid(
      `${from} to ${to} is no part of a day: past midnight the next day begins, with a span of its own.`,
      `${at}.${index}`,
    )
  }
}
