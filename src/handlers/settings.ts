import { Invalid } from '../contracts/errors.ts'
import type { Plugin } from '../contracts/plugin.ts'
import { checkShape } from './check.ts'
import type { Fitting, Unfit } from './check.ts'

/** Whether settings fit a plugin: its shape, and what the plugin itself says of them. Fields with a default are filled in. */
export function checkSettings(plugin: Plugin, settings: unknown): Fitting | Unfit {
  const fit = checkShape(plugin.settings ?? {}, settings)
  if (!fit.fits) return fit
  try {
    plugin.check?.(fit.value as Readonly<Record<string, unknown>>) // its shape has just said so
    return fit
  } catch (error) {
    if (error instanceof Invalid) return { fits: false, path: error.field ?? '', sentence: error.message }
    return { fits: false, path: '', sentence: `The check of plugin "${plugin.name}" failed: ${String(error)}` }
  }
}
