/** Passes pieces on and tells of each; whoever leaves early ends what they come from, too. */
export async function* watched<Result>(
  pieces: AsyncGenerator<string, Result, undefined>,
  onPiece: () => void,
): AsyncGenerator<string, Result, undefined> {
  try {
    let step = await pieces.next()
    for (; step.done !== true; step = await pieces.next()) {
      onPiece()
      yield step.value
    }
    return step.value
  } finally {
    await pieces.return(undefined as never) // ended already, or left: nobody looks at the value
  }
}
