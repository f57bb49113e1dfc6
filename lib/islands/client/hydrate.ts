import { type ComponentChildren, type FunctionComponent, h, hydrate } from "preact";
import { useEffect } from "preact/hooks";
import {
  HYDRATED_ATTRIBUTE,
  ISLAND_ATTRIBUTE,
  IslandError,
  PLAIN_ATTRIBUTE,
  PROPS_ATTRIBUTE,
  type Registry,
} from "../shared/island.ts";

/** How a page's islands are brought to life. */
export interface Hydration {
  registry: Registry;
  root: ParentNode;
  /** Told of each island that did not come alive; the others do. */
  report: (error: IslandError) => void;
  /** Also compares the HTML before and after: finds what the server drew differently. */
  compare: boolean;
}

/** Finds the islands under `root`, imports what they need and hydrates each. Never rejects. */
export async function hydrateIslands(hydration: Hydration): Promise<void> {
  const { root, report } = hydration;
  const elements = root.querySelectorAll(`[${ISLAND_ATTRIBUTE}]`);
  await Promise.all([...elements].map(async (element) => {
    const name = element.getAttribute(ISLAND_ATTRIBUTE) ?? "";
    try {
      await hydrateIsland(name, element, hydration);
    } catch (error) {
      report(
        error instanceof IslandError
          ? error
          : new IslandError(name, "render", messageOf(error), { cause: error }),
      );
    }
  }));
}

async function hydrateIsland(name: string, element: Element, hydration: Hydration) {
  const { registry, compare, report } = hydration;
  const load = Object.hasOwn(registry, name) ? registry[name] : undefined;
  if (!load) throw new IslandError(name, "unknown", "this bundle does not know it");
  const props = readProps(name, element);
  const component = await load().catch((cause: unknown) => {
    throw new IslandError(name, "load", messageOf(cause), { cause });
  });
  const drawn = compare ? htmlOf(element) : "";
  const copy = element.cloneNode(true);
  try {
    // The server checked name and props against the component's type before it wrote them.
    const island = h(component as FunctionComponent<object>, props);
    const onLive = () => element.setAttribute(HYDRATED_ATTRIBUTE, "");
    hydrate(h(Live, { onLive }, island), element);
  } catch (error) {
    element.replaceChildren(...copy.childNodes); // readable still, and its forms post
    throw error;
  }
  if (!compare) return;
  const now = htmlOf(element);
  if (now !== drawn) report(new IslandError(name, "mismatch", difference(drawn, now)));
}

/** What both sides draw. */
function htmlOf(element: Element): string {
  if (!element.querySelector(`[${PLAIN_ATTRIBUTE}]`)) return element.innerHTML;
  const copy = element.cloneNode(true) as Element; // a clone is of the same kind
  for (const plain of copy.querySelectorAll(`[${PLAIN_ATTRIBUTE}]`)) plain.remove();
  return copy.innerHTML;
}

/** Tells when the first effects of what it holds have run. */
function Live({ onLive, children }: { onLive(): void; children?: ComponentChildren }) {
  useEffect(onLive, []);
  return children;
}

function readProps(name: string, element: Element): object {
  const block = element.nextElementSibling;
  if (block?.getAttribute(PROPS_ATTRIBUTE) !== name) {
    throw new IslandError(name, "props", "its data block is missing: the page was cut off");
  }
  let props: unknown;
  try {
    props = JSON.parse(block.textContent ?? "");
  } catch (cause) {
    throw new IslandError(name, "props", "its data block is not JSON", { cause });
  }
  if (typeof props === "object" && props !== null) return props;
  throw new IslandError(name, "props", "its data block holds no object");
}

/** Characters shown on each side of the first difference. */
const EXCERPT = 60;

function difference(server: string, browser: string): string {
  let at = 0;
  while (server[at] === browser[at]) at++;
  const excerpt = (html: string) => html.slice(Math.max(0, at - EXCERPT), at + EXCERPT);
  return `the server drew “${excerpt(server)}”, the browser “${excerpt(browser)}”`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
