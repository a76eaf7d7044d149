import { instantOf, wallClock } from './zones.ts'

/** Hours in which nobody wants to hear anything: minutes of the day, by the clock on the person's wall. */
export interface Quiet {
  readonly from: number
  readonly to: number
}

/** As a setting has it: `22:00-07:00`. */
export const quietPattern = '^(?:[01]\\d|2[0-3]):[0-5]\\d-(?:[01]\\d|2[0-3]):[0-5]\\d$'

/** Two clocks in what a person says: “22:00 … 7:00”, “from 10 pm to 7 am”; undefined when there are not two. */
export function quietIn(said: string): Quiet | undefined {
  const clocks = [
    ...said
      .slice(0, 200)
      .matchAll(/(?<![\d:.])([01]?\d|2[0-4])(?:[:.h時点]([0-5]\d)?)?\s*([ap])?\.?m?(?![\d\p{L}])/giu),
  ]
  const [from, to] = clocks.map(([, hour = '', minute = '0', half]) => minuteOf(Number(hour), Number(minute), half))
  return from === undefined || to === undefined || from === to ? undefined : { from, to }
}

function minuteOf(hour: number, minute: number, half: string | undefined): number {
  const hours = half === undefined ? hour % 24 : (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  return hours * 60 + minute
}

export function isQuiet({ from, to }: Quiet, at: number, zone: string): boolean {
  const minute = Math.floor((wallClock(at, zone) % 86_400_000) / 60_000)
  return from < to ? from <= minute && minute < to : minute >= from || minute < to
}

/** When it is over, for a moment in it. */
export function quietEnd({ to }: Quiet, at: number, zone: string): number {
  const wall = wallClock(at, zone)
  const end = wall - (wall % 86_400_000) + to * 60_000
  return instantOf(end > wall ? end : end + 86_400_000, zone)
}

export function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
