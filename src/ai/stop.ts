/**
 * How a thread is ended that computes in native code: ended in the middle of a computation, it would take the whole process
 * with it. So it says when it computes, and is told before it is ended. Two 32-bit numbers that both threads see.
 */
export type Stop = Int32Array<SharedArrayBuffer>

const asked = 0
const computing = 1

export const createStop = (): Stop => new Int32Array(new SharedArrayBuffer(8))

/** In the thread: `compute`, unless it is to end. Throws when it is. */
export async function within<Value>(stop: Stop, compute: () => Promise<Value>): Promise<Value> {
  // In this order: of the two threads at least one sees what the other wrote.
  Atomics.store(stop, computing, 1)
  try {
    if (Atomics.load(stop, asked) === 1) throw new Error('The thread is ending.')
    return await compute()
  } finally {
    Atomics.store(stop, computing, 0)
  }
}

/** Outside: resolves when the thread computes nothing any more, and will not. */
export async function stopped(stop: Stop, lookMs: number): Promise<void> {
  Atomics.store(stop, asked, 1)
  while (Atomics.load(stop, computing) === 1) await new Promise((resolve) => setTimeout(resolve, lookMs))
}
