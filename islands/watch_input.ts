/**
 * Tells when the person may look at another window or comes back to this one, and of each sign that they
 * are at the device. Returns how to stop.
 */
export function watchInput({ look, touch }: { look(): void; touch(): void }): () => void {
  look();
  const windowEvents = ["focus", "blur"] as const;
  const inputs = ["pointerdown", "keydown", "wheel"] as const;
  for (const event of windowEvents) addEventListener(event, look);
  for (const event of inputs) addEventListener(event, touch, { passive: true });
  document.addEventListener("visibilitychange", look);
  return () => {
    for (const event of windowEvents) removeEventListener(event, look);
    for (const event of inputs) removeEventListener(event, touch);
    document.removeEventListener("visibilitychange", look);
  };
}
