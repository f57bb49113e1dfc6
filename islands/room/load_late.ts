import { LATE_SHEET } from "../../lib/islands/shared/late_sheet.ts";

type LateParts = typeof import("./late.ts");

let sheet: Promise<unknown> | undefined;

/** What the chat loads once it is alive, with its styles. Rejects where it is not to be had now. */
export function loadLate(): Promise<LateParts> {
  return withLateSheet(import("./late.ts"));
}

/** Gives `part` once the styles of what comes late are there too. */
export async function withLateSheet<Part>(part: Promise<Part>): Promise<Part> {
  sheet ??= loadSheet().catch((error) => {
    sheet = undefined; // asked for again with the next part
    throw error;
  });
  const [loaded] = await Promise.all([part, sheet]);
  return loaded;
}

async function loadSheet(): Promise<void> {
  const named = `meta[name="${LATE_SHEET}"]`;
  const href = globalThis.document?.querySelector<HTMLMetaElement>(named)?.content;
  if (!href) return; // the page has it
  const link = document.createElement("link");
  await new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new Error(`${href} did not load`));
    link.rel = "stylesheet";
    link.href = href;
    document.head.append(link);
  }).catch((error) => {
    link.remove();
    throw error;
  });
}
