/** Where a body is, metres, standing on 0. */
export interface Build {
  readonly hips: number
  /** The joint the head turns on. */
  readonly neck: number
  readonly top: number
  /** From hand to hand, as it stands. */
  readonly width: number
}

export interface Frame {
  /** Height that the camera looks at, metres. */
  readonly target: number
  readonly distance: number
  /** Radians that it looks down. */
  readonly pitch: number
}

/**
 * What is shown of somebody: the face in a strip, head and hands in a header, everything in a tall place. `aspect` is
 * width by height, `fieldOfView` vertical degrees. Pure.
 */
export function frameFor({ hips, neck, top, width }: Build, aspect: number, fieldOfView: number): Frame {
  const head = top - neck
  const spread = Math.tan((fieldOfView * Math.PI) / 360)
  const [bottom, ceiling] =
    aspect > 2.4
      ? [neck - head * 0.12, top + head * 0.02]
      : aspect > 0.75
        ? [Math.min(hips + head * 0.05, top - head * 1.7), top + head * 0.12]
        : [-head * 0.12, top + head * 0.18]
  // Shoulders, at least, in a narrow place.
  const least = (aspect > 2.4 ? head : aspect > 0.75 ? Math.min(width, head * 1.5) : width) / aspect
  const height = Math.max(ceiling - bottom, least)
  const middle = (ceiling + bottom) / 2
  return { target: middle, distance: height / 2 / spread, pitch: 0.045 }
}
