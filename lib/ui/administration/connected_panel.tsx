import { spanOf } from "../../i18n/spans.ts";
import type { Connected } from "../../protocol/administration.ts";
import { outranks } from "../../protocol/permissions.ts";
import { Avatar } from "../elements/avatar.tsx";
import { roomPath } from "../paths.ts";
import { roomTitle } from "../room/page_title.ts";
import { useReading } from "../reading.ts";
import { RoleTag } from "../elements/role_tag.tsx";
import { useAdministration } from "./administration.ts";
import { Panel } from "./panel.tsx";
import { personPath } from "./paths.ts";
import { SanctionMenu } from "./sanction_menu.tsx";
import type { ViewOf } from "./views.ts";

/** An instance's name is a UUID: its beginning tells it from the others. */
const INSTANCE_LETTERS = 6;

/** Connected people: room, instance, duration, actions. */
export function ConnectedPanel({ view }: { view: ViewOf<"overview"> }) {
  const { words, copy } = useAdministration();
  // Whoever is away is connected too, and stands here without being counted as “here”.
  const people = new Set(view.connected.map(({ user }) => user.id)).size;
  const isLive = copy !== undefined; // scripts run, and ask for it again and again
  return (
    <Panel
      title={words.t("connected.title", { count: people })}
      beside={isLive && <span class="faint small">{words.t("live")}</span>}
    >
      {view.silent > 0 && (
        <p class="note said">{words.t("connected.silent", { count: view.silent })}</p>
      )}
      {view.connected.length === 0
        ? <p class="note said">{words.t("connected.nobody")}</p>
        : (
          <table class="lines">
            <thead>
              <tr>
                <th scope="col">{words.t("connected.who")}</th>
                <th scope="col">{words.t("connected.in")}</th>
                <th scope="col">{words.t("connected.instance")}</th>
                <th scope="col">{words.t("connected.for")}</th>
                <th scope="col">
                  <span class="sr-only">{words.t("connected.actions")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {view.connected.map((one) => (
                <Row key={`${one.instance} ${one.user.id}`} connected={one} />
              ))}
            </tbody>
          </table>
        )}
    </Panel>
  );
}

function Row({ connected }: { connected: Connected }) {
  const { words, me } = useAdministration();
  const { now } = useReading();
  const { user, room, instance, since, connections } = connected;
  const { name } = user;
  return (
    <tr data-person={name}>
      <td>
        <a class="person" href={personPath(user.id)} title={words.t("person.open", { name })}>
          <Avatar id={user.id} name={name} />
          <span class="who">
            <span dir="auto">{name}</span>
            {connections > 1 && (
              <small>{words.t("connected.windows", { count: connections })}</small>
            )}
          </span>
          <RoleTag {...user} />
        </a>
      </td>
      <td data-label={words.t("connected.in")}>
        {room
          ? <a href={roomPath(room.name)} dir="auto">#{roomTitle(room)}</a>
          : <span class="faint">–</span>}
      </td>
      <td data-label={words.t("connected.instance")} title={instance || undefined}>
        {instance.slice(0, INSTANCE_LETTERS) || <span class="faint">–</span>}
      </td>
      <td data-label={words.t("connected.for")}>
        {instance ? spanOf(words.locale, now - since) : <span class="faint">–</span>}
      </td>
      <td class="doing">
        {outranks(me.role, user.role) && <SanctionMenu user={user} />}
      </td>
    </tr>
  );
}
