import { ACCOUNT_PATHS, PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";
import { type AccountPageProps, type OwnSession, useAccountWords } from "./account.ts";
import { deviceText } from "./device_text.ts";
import { Said } from "../elements/said.tsx";

/** A use is written down once an hour at most: what is said of it is true for so long. */
const USE_KNOWN_TO_MS = 60 * 60_000;

/** The user's sessions, each with a button that ends it. */
export function SessionsPanel({ sessions, done, failed }: AccountPageProps) {
  const words = useAccountWords();
  const said = done === "sessions"
    ? words.t("sessions.done")
    : done === "others"
    ? words.t("sessions.done-others")
    : undefined;
  return (
    <section class="panel" id="sessions">
      <h2>{words.t("sessions.title")}</h2>
      {failed?.form === "sessions" && <p class="error said" role="alert">{failed.message}</p>}
      <ul class="rooms-list">
        {sessions.map((session) => <SessionRow key={session.id} session={session} />)}
      </ul>
      <form class="fields row" method="post" action={ACCOUNT_PATHS.endSessions}>
        <a class="button" href={PATHS.pair}>{words.t("sessions.pair")}</a>
        {sessions.length > 1 && (
          <button type="submit" class="button" name="others" value="on">
            {words.t("sessions.end-others")}
          </button>
        )}
        {said && <Said>{said}</Said>}
      </form>
    </section>
  );
}

function SessionRow({ session }: { session: OwnSession }) {
  const words = useAccountWords();
  const { times, now } = useReading();
  const device = deviceText(words, session.device);
  const { createdAt, usedAt } = session;
  const isToday = times.dayKey(createdAt) === times.dayKey(now);
  const lastUsed = now - usedAt < USE_KNOWN_TO_MS
    ? words.t("sessions.recent")
    : words.t("sessions.used", { time: times.dayWithin(usedAt, now) });
  return (
    <li>
      <div>
        <b>{device}</b> {session.current && <span class="tag">{words.t("sessions.this")}</span>}
        <p>
          {session.open ? words.t("sessions.in-use") : lastUsed}
          {" · "}
          {words.t("sessions.begun", {
            time: isToday ? times.time(createdAt) : times.dayWithin(createdAt, now),
          })}
        </p>
      </div>
      {!session.current && (
        <form method="post" action={ACCOUNT_PATHS.endSessions}>
          <button
            type="submit"
            class="button"
            name="session"
            value={session.id}
            aria-label={words.t("sessions.end-one", { device })}
          >
            {words.t("sessions.end")}
          </button>
        </form>
      )}
    </li>
  );
}
