import { tiers } from './numbers.ts'
import type { Tier } from './types.ts'

/** What is known of a device before anything is drawn. */
export interface Device {
  readonly webgl: 'none' | 'software' | 'hardware'
  /** `Save-Data` or its like is asked for. */
  readonly savesData: boolean
  /** Gigabytes, where the browser says it. */
  readonly memory: number | undefined
}

/** What is drawn at first: no more than was asked for, and no more than the device is good for. Pure. */
export function tierFor(
  asked: Tier,
  { webgl, savesData, memory }: Device,
): { readonly tier: Tier; readonly reason: string } {
  if (asked === 'poster') return { tier: 'poster', reason: 'asked for' }
  if (webgl === 'none') return { tier: 'poster', reason: 'no WebGL' }
  if (savesData) return { tier: 'poster', reason: 'data is saved' }
  if (memory !== undefined && memory <= tiers.smallMemory) return { tier: 'poster', reason: 'little memory' }
  if (webgl === 'software') return { tier: 'lite', reason: 'no graphics processor' }
  return { tier: asked, reason: 'asked for' }
}

/** What the times between frames say: less is to be drawn, or more may be, or nothing is. */
export type Verdict = 'less' | 'more' | 'hopeless'

/**
 * Watches how long frames take. One slow window may be the page's fault, two are ours; and what was too much is tried again
 * one time only, so that nothing swings to and fro.
 */
export function createPace(): (frameMs: number, tier: Tier) => Verdict | undefined {
  let warm = 0
  let slow = 0
  let quick = 0
  let lowered = 0
  let times: number[] = []

  function reset(): void {
    warm = slow = quick = 0
    times = []
  }

  return (frameMs, tier) => {
    if (warm < tiers.warmUp) {
      warm += 1
      return undefined
    }
    times.push(frameMs)
    if (times.length < tiers.window) return undefined
    const median = times.sort((one, other) => one - other)[tiers.window >> 1] ?? 0
    times = []
    slow = median > tiers.slowMs ? slow + 1 : 0
    quick = median < tiers.steadyMs ? quick + 1 : 0
    if (tier === 'lite' && slow >= tiers.slowWindows && median > tiers.hopelessMs) return 'hopeless'
    if (tier === 'full' && slow >= tiers.slowWindows) {
      reset()
      lowered += 1
      return 'less'
    }
    if (tier === 'lite' && quick >= tiers.quickWindows && lowered === 1) {
      reset()
      return 'more'
    }
    return undefined
  }
}

const software = /swiftshader|llvmpipe|softpipe|software|basic render/i

/** Of the browser it runs in. */
export function readDevice(): Device {
  // Both are read where browsers have them, and no type knows of them.
  const { connection, deviceMemory } = navigator as Navigator & {
    readonly connection?: { readonly saveData?: boolean }
    readonly deviceMemory?: number
  }
  return {
    webgl: readWebgl(),
    savesData: connection?.saveData === true || matchMedia('(prefers-reduced-data: reduce)').matches,
    memory: deviceMemory,
  }
}

function readWebgl(): Device['webgl'] {
  const context = document.createElement('canvas').getContext('webgl2')
  if (context === null) return 'none'
  const names = context.getExtension('WEBGL_debug_renderer_info')
  const renderer: unknown = context.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER)
  // Browsers allow few contexts at once.
  context.getExtension('WEBGL_lose_context')?.loseContext()
  return typeof renderer === 'string' && software.test(renderer) ? 'software' : 'hardware'
}
