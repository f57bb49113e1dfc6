/** Somebody else wrote to the same file meanwhile: who comes later finds out. */
export class WrittenMeanwhile extends Error {
  override readonly name = "WrittenMeanwhile";
}
