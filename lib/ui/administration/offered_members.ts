import { useRef, useState } from "preact/hooks";
import type { Named } from "../../protocol/administration.ts";
import { useAdministration } from "./administration.ts";

/** Who is offered beside a field for a name: some, and whoever is called as one types. */
export function useOfferedMembers(
  members: readonly Named[],
): { offered: readonly Named[]; look: (typed: string) => void } {
  const { findMembers } = useAdministration();
  const [found, setFound] = useState<readonly Named[]>([]);
  /** What was typed last, and whether the server is asked: it is asked one thing after the other. */
  const typing = useRef({ wanted: "", busy: false });
  async function look(typed: string): Promise<void> {
    const now = typing.current;
    now.wanted = typed.trim();
    if (!findMembers || now.busy) return;
    now.busy = true;
    try {
      let asked = "";
      while (asked !== now.wanted && now.wanted !== "") {
        asked = now.wanted;
        setFound(await findMembers(asked));
      }
    } finally {
      now.busy = false;
    }
  }
  const known = new Set(members.map(({ id }) => id));
  const offered = [...found.filter(({ id }) => !known.has(id)), ...members];
  return { offered, look: (typed) => void look(typed) };
}
