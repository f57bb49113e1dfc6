import { useEffect, useState } from "preact/hooks";
import * as v from "valibot";
import type { Person } from "../../../lib/protocol/events.ts";
import { PersonCard } from "../../../lib/protocol/requests/people.ts";
import { systemClock } from "../../../lib/runtime/clock.ts";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { readApi } from "../overlays/api.ts";
import { useWindow } from "../window/window_context.ts";

const MINUTE_MS = 60_000;
const Answer = v.object({ person: PersonCard });

/** What a card shows at `now` (milliseconds UTC): `card` is absent until it came, or why it did not. */
export interface ShownCard {
  now: number;
  card?: PersonCard;
  error?: string;
}

/**
 * Somebody's card while it is open: read anew whenever the server tells that they are called, here or
 * anything else than before, and with each minute, for the clock and for what nobody is told of.
 */
export function usePersonCard({ id }: Pick<Person, "id">): ShownCard {
  const { model } = useWindow();
  const { words } = useReading();
  const [card, setCard] = useState<PersonCard>();
  const [error, setError] = useState<string>();
  const now = useMinutes(() => model.now());
  const { name, role, picture, gone } = model.profileOf(id);
  const { state, status, until } = model.presence.value.get(id) ?? {};
  useEffect(() => {
    if (gone) return;
    let isLatest = true;
    readApi(Answer, `/people/${encodeURIComponent(id)}`).then(
      ({ person }) => {
        if (!isLatest) return;
        setCard(person);
        setError(undefined);
      },
      (refused) => {
        // What is shown was true a minute ago.
        if (isLatest && !card) setError(failureMessage(words, refused));
      },
    );
    return () => {
      isLatest = false;
    };
  }, [id, name, role, picture, gone, state, status, until, now]);
  return { now, card, error };
}

/** The time, drawn again when a minute of it is over. */
function useMinutes(now: () => number): number {
  const [time, setTime] = useState(now);
  useEffect(() => {
    const timer = systemClock.after(MINUTE_MS - now() % MINUTE_MS, () => setTime(now()));
    return () => timer.cancel();
  }, [time]);
  return time;
}
