/** Resolves after so many microtasks: what is under way in this turn goes on meanwhile. */
export async function microtasks(count: number): Promise<void> {
  for (let n = 0; n < count; n++) await undefined;
}
