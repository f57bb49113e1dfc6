import { Tree } from "./icons.tsx";

/** The community's icon: a picture, whose address it is, a letter or an emoji of its own, or the tree. */
export function BrandMark({ icon }: { icon?: string }) {
  if (!icon) return <Tree />;
  return (
    <span class="brand-mark" aria-hidden="true">
      {icon.startsWith("/") ? <img src={icon} alt="" /> : icon}
    </span>
  );
}
