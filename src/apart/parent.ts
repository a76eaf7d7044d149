/** The other side of `start.ts`: what the script was given, and whoever started it. */
export const given = (): unknown => JSON.parse(process.argv[2] ?? 'null')

export const parent = {
  on: (told: (message: never) => void): void => void process.on('message', told as (message: unknown) => void),
  postMessage: (message: object): void => void process.send?.(message),
}

// Nobody is there any more to compute for.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
