import { loadLate } from "../load_late.ts";
import { lazy } from "../../../lib/ui/elements/lazy.ts";
import type { AsideProps } from "./aside_pane.tsx";

/** What stands beside a conversation in place of its members; its code comes once the page is alive. */
export const LazyAside = lazy<AsideProps>(() => loadLate().then(({ AsidePane }) => AsidePane));
