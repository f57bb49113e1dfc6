import type { RoomPreview } from "../../protocol/room_preview.ts";
import { Avatar } from "../elements/avatar.tsx";
import { roomTitle } from "../room/page_title.ts";
import { numbersInWords } from "../room/room_numbers.ts";
import { useReading } from "../reading.ts";

/** The public room that one comes in to: its name, what it is about, and who is there. */
export function RoomAhead({ room }: { room: RoomPreview }) {
  const { words } = useReading();
  return (
    <section class="room-ahead">
      <h2 dir="auto"># {roomTitle(room)}</h2>
      {room.topic && <p class="quiet" dir="auto">{room.topic}</p>}
      <p class="there">
        {room.people.length > 0 && (
          <span class="faces">
            {room.people.map(({ id, name }) => <Avatar key={id} id={id} name={name} small />)}
          </span>
        )}
        <span>{numbersInWords(words, room)}</span>
      </p>
    </section>
  );
}
