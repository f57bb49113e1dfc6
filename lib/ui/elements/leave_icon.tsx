import { Icon } from "./icon.tsx";

/** A way out: to leave a conversation. Loaded with what offers it. */
export function leaveIcon() {
  return (
    <Icon>
      <path d="M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9" />
    </Icon>
  );
}
