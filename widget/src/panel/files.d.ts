/** A file beside the code: what is imported is where it is served. */
declare module '*.svg' {
  const address: string
  export default address
}
