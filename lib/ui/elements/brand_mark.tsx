import { Tree } from "./icons.tsx";

/** The community's icon: a letter or an emoji of its own, or the tree. */
export function BrandMark({ icon }: { icon?: string }) {
  return icon ? <span class="brand-mark" aria-hidden="true">{icon}</span> : <Tree />;
}
