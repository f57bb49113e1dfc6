import { useEffect, useState } from "preact/hooks";
import type { RoomListing } from "../../../lib/protocol/requests/rooms.ts";
import { findRooms } from "../../../lib/ui/room/list_filter.ts";
import { useWindow } from "../window/window_context.ts";

/** Rooms that one is not in are offered up to this many. */
const MAX_ELSEWHERE = 8;

/**
 * Rooms that the user is not in and whose names match; asked for once where one page holds all. None
 * without a query.
 */
export function useElsewhere(query: string | undefined): readonly RoomListing[] {
  const { model } = useWindow();
  const [rooms, setRooms] = useState<readonly RoomListing[]>([]);
  const [areMany, setAreMany] = useState(false);
  const isWanted = query !== undefined;
  const asked = areMany ? query : undefined;
  useEffect(() => {
    if (!isWanted) return;
    let wanted = true;
    model.rooms({ query: asked }).then((page) => {
      if (!wanted) return;
      setRooms(page.rooms.filter(({ joined }) => !joined));
      if (asked === undefined) setAreMany(page.next !== undefined);
    }, () => {}); // the conversations that one is in are found all the same
    return () => {
      wanted = false;
    };
  }, [asked, isWanted]);
  return isWanted ? findRooms(rooms, query).slice(0, MAX_ELSEWHERE) : [];
}
