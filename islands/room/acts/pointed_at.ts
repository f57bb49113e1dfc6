/**
 * Keeps the key of the message under the pointer, or touched last. While the timeline scrolls, messages
 * that pass under the pointer are not pointed at: drawing their bars would cost frames.
 */
export function watchPointedAt(
  scroller: HTMLElement,
  pointedAt: { value: string | undefined },
): () => void {
  let scrolls = false;
  let under: Element | undefined;
  const settle = () => {
    pointedAt.value = under?.closest<HTMLElement>(".message")?.dataset.key;
  };
  const onOver = (event: PointerEvent) => {
    if (event.pointerType === "touch") return;
    under = event.target instanceof Element ? event.target : undefined;
    if (!scrolls) settle();
  };
  const onLeave = (event: PointerEvent) => {
    if (event.pointerType === "touch") return;
    under = undefined;
    settle();
  };
  // A tap: a finger that scrolls makes no click.
  const onClick = (event: MouseEvent) => {
    if (!matchMedia("(hover: none)").matches || !(event.target instanceof Element)) return;
    under = event.target;
    settle();
  };
  const onScroll = () => {
    scrolls = true;
  };
  const onScrollEnd = () => {
    scrolls = false;
    if (under?.isConnected) settle();
  };
  // Who points at a message before this listens need not move.
  under = scroller.querySelector(".message:hover") ?? undefined;
  settle();
  const passive = { passive: true };
  scroller.addEventListener("pointerover", onOver, passive);
  scroller.addEventListener("pointerleave", onLeave, passive);
  scroller.addEventListener("click", onClick, passive);
  scroller.addEventListener("scroll", onScroll, passive);
  scroller.addEventListener("scrollend", onScrollEnd, passive);
  return () => {
    scroller.removeEventListener("pointerover", onOver);
    scroller.removeEventListener("pointerleave", onLeave);
    scroller.removeEventListener("click", onClick);
    scroller.removeEventListener("scroll", onScroll);
    scroller.removeEventListener("scrollend", onScrollEnd);
  };
}
