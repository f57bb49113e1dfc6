import type { RoomInvitation } from "../../protocol/events.ts";
import { personLabel } from "../people_names.ts";
import { roomActionPath } from "../paths.ts";
import { useReading } from "../reading.ts";
import { roomTitle } from "./page_title.ts";

export interface InvitationListProps {
  invitations: readonly RoomInvitation[];
  /** Set where scripts run; without them the forms do the same. */
  answer?(room: string, answer: "join" | "decline"): void;
}

/** The rooms that the reader is asked into, each with its two answers. */
export function InvitationList({ invitations, answer }: InvitationListProps) {
  const { words } = useReading();
  if (invitations.length === 0) return null;
  return (
    <>
      <h2>{words.t("invitations.title")}</h2>
      <ul class="invitations">
        {invitations.map(({ room, by }) => (
          <li key={room.id} data-invitation={room.id}>
            <p dir="auto">
              {words.pieces("invitations.ask", {
                name: <b>{personLabel(words, by)}</b>,
                room: <b>#{roomTitle(room)}</b>,
              })}
            </p>
            {(["join", "decline"] as const).map((kind) => (
              <form
                key={kind}
                method="post"
                action={roomActionPath(room.name, kind)}
                onSubmit={answer && ((event) => {
                  event.preventDefault();
                  answer(room.id, kind);
                })}
              >
                <button
                  type="submit"
                  class={kind === "join" ? "button primary" : "button"}
                  aria-label={words.t("sentence.of", {
                    what: words.t(`invitations.${kind}`),
                    name: `#${roomTitle(room)}`,
                  })}
                >
                  {words.t(`invitations.${kind}`)}
                </button>
              </form>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}
