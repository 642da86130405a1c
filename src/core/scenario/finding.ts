/** A problem or a warning by its place in the scenario, before a line is known. */
export interface Finding {
  readonly path: readonly string[]
  readonly message: string
}
