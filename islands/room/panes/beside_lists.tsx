import { InstallHint } from "../install/install_hint.tsx";
import { UnreadPointer } from "./unread_pointer.tsx";

/** What stands at the edge of the list: what is out of sight, and what is offered once. */
export function BesideLists() {
  return (
    <>
      <UnreadPointer />
      <InstallHint />
    </>
  );
}
