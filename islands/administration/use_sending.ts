import { useEffect, useRef, useState } from "preact/hooks";
import type { Sending } from "../../lib/ui/administration/administration.ts";
import { importPath } from "../../lib/ui/administration/paths.ts";
import type { BroughtIn } from "../../lib/protocol/administration.ts";

/** Sends exports that are chosen or dropped on the page; then shows what would come. */
export function useSending(known: readonly BroughtIn[], notSent: string): Sending {
  const [now, setNow] = useState<Sending["now"]>();
  const [failed, setFailed] = useState<string>();
  const latest = useRef(known);
  latest.current = known;
  const isBusy = useRef(false);

  async function send(file: File): Promise<void> {
    if (isBusy.current) return;
    isBusy.current = true;
    setFailed(undefined);
    const told = (here: number) => setNow({ file: file.name, here, size: file.size });
    told(0);
    try {
      const { sendExport } = await import("./send_export.ts");
      location.assign(importPath(await sendExport(file, latest.current, told)));
    } catch (error) {
      // What the server refused, it says in words; else it did not answer.
      const { Refused } = await import("./send_export.ts");
      setFailed(error instanceof Refused ? error.message : notSent);
      setNow(undefined);
      isBusy.current = false;
    }
  }

  useEffect(() => {
    const zoneOf = ({ target }: Event) =>
      target instanceof Element ? target.closest<HTMLElement>(".dropzone") : null;
    function over(event: DragEvent) {
      const zone = zoneOf(event);
      if (!zone) return;
      event.preventDefault();
      zone.dataset.over = "";
    }
    const out = (event: DragEvent) => void delete zoneOf(event)?.dataset.over;
    function drop(event: DragEvent) {
      const file = zoneOf(event) && event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      out(event);
      void send(file);
    }
    const ends = new AbortController();
    const { signal } = ends;
    document.addEventListener("dragover", over, { signal });
    document.addEventListener("dragleave", out, { signal });
    document.addEventListener("drop", drop, { signal });
    return () => ends.abort();
  }, []);

  return { send: (file) => void send(file), ...(now && { now }), ...(failed && { failed }) };
}
