/** Full jitter (AWS Architecture Blog, "Exponential Backoff and Jitter"): anything up to the doubled wait, milliseconds. */
export function backOff(attempts: number, firstMs: number, capMs: number, random: () => number): number {
  return Math.max(1, Math.round(random() * Math.min(capMs, firstMs * 2 ** attempts)))
}
