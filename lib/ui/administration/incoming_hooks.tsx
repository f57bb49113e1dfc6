import type { Bot } from "../../protocol/bots.ts";
import { HOOK_FORMATS, type HookFormat } from "../../protocol/hooks.ts";
import { MAX_CALLED_BY_ANYONE } from "../../protocol/limits.ts";
import { callIn } from "../../text/calls.ts";
import { roomTitle } from "../room/page_title.ts";
import { RichText } from "../text/rich_text.tsx";
import { ActionForm } from "./action_form.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { NameField } from "./bot_fields.tsx";
import { Panel } from "./panel.tsx";
import { ACTIONS } from "./paths.ts";

/** A hook of one room. */
export function AddHook({ rooms }: { rooms: Bot["rooms"] }) {
  const { words } = useAdministration();
  const failed = useFailure(ACTIONS.addHook);
  return (
    <Panel
      title={words.t("hooks.add")}
      beside={<span class="faint small">{words.t("hooks.add-hint")}</span>}
    >
      <ActionForm action={ACTIONS.addHook} class="fields">
        <NameField of="hooks" failed={failed} />
        <div class="two-even">
          <div class="input">
            <label for="hook-room">{words.t("hooks.room")}</label>
            <select id="hook-room" name="room">
              {rooms.map((room) => (
                <option key={room.id} value={room.id} selected={room.id === failed?.typed.room}>
                  # {roomTitle(room)}
                </option>
              ))}
            </select>
          </div>
          <FormatField id="hook-format" chosen={failed?.typed.format} />
        </div>
        <button type="submit" class="button primary">{words.t("hooks.save")}</button>
      </ActionForm>
    </Panel>
  );
}

function FormatField({ id, chosen }: { id: string; chosen: string | undefined }) {
  const { words } = useAdministration();
  return (
    <div class="input">
      <label for={id}>{words.t("hooks.format")}</label>
      <select id={id} name="format">
        {HOOK_FORMATS.map((one) => (
          <option key={one} value={one} selected={one === chosen}>
            {words.t(`hooks.format.${one}`)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What stands in the form before anything was tried. */
const EXAMPLE = JSON.stringify(
  {
    text: "Tank *4* is below a fifth <!here>",
    username: "Pump",
    icon_emoji: ":droplet:",
    attachments: [{
      color: "warning",
      title: "Well house",
      fields: [{ title: "Level", value: "18 %" }, { title: "Flow", value: 0 }],
      actions: [{ type: "button", text: "Restart" }],
    }],
  },
  null,
  2,
);

/** Shows how a payload would read, and what of it would be missing. */
export function TryHook({ hooks }: { hooks: readonly Bot[] }) {
  const { words, shown: { tried } } = useAdministration();
  const format: HookFormat = tried?.format ?? "slack";
  return (
    <Panel
      title={words.t("hooks.try")}
      beside={<span class="faint small">{words.t("hooks.not-posted")}</span>}
    >
      <div class="tester">
        <ActionForm action={ACTIONS.tryHook} class="fields" live>
          <div class="input">
            <label for="hook-payload">{words.t("hooks.payload")}</label>
            <textarea
              id="hook-payload"
              class="json"
              name="payload"
              rows={14}
              spellcheck={false}
              autocapitalize="off"
              defaultValue={tried?.payload ?? EXAMPLE}
            />
          </div>
          <FormatField id="try-format" chosen={format} />
          {hooks.length > 0 && (
            <div class="input">
              <label for="try-hook">{words.t("hooks.post-as")}</label>
              <select id="try-hook" name="hook">
                {hooks.map(({ bot: { id, name }, rooms }) => (
                  <option key={id} value={id} selected={id === tried?.hook}>
                    {[
                      name,
                      ...rooms.map((room) =>
                        `# ${roomTitle(room)}`
                      ),
                    ].join(" · ")}
                  </option>
                ))}
              </select>
            </div>
          )}
          <div class="row">
            <button type="submit" class="button">{words.t("hooks.try-do")}</button>
            {hooks.length > 0 && (
              <button type="submit" class="button" name="post" value="on">
                {words.t("hooks.post")}
              </button>
            )}
          </div>
        </ActionForm>
        <Tried />
      </div>
    </Panel>
  );
}

function Tried() {
  const { words, shown: { tried } } = useAdministration();
  const call = callIn(tried?.text ?? "");
  return (
    <div class="tried" aria-live="polite">
      <h3>
        {words.t("hooks.shown")}
        {tried && (
          <>
            {" "}
            <span class={tried.problem === undefined ? "tag yes" : "tag no"}>
              {words.t(tried.problem === undefined ? "hooks.accepted" : "hooks.refused")}
            </span>
          </>
        )}
      </h3>
      {tried?.problem !== undefined && <p class="error">{tried.problem}</p>}
      {tried?.posted !== undefined && (
        <p class="said">
          <a href={tried.posted}>{words.t("hooks.posted")}</a>
        </p>
      )}
      {tried?.text !== undefined && (
        <div class="bubble">
          <RichText text={tried.text} names={call ? [call] : []} ownName="" />
        </div>
      )}
      {call && (
        <p class="faint small">
          {words.t("hooks.calls", { call: `@${call}`, count: MAX_CALLED_BY_ANYONE })}
        </p>
      )}
      {tried && tried.unshown.length > 0 && (
        <div class="unshown">
          <b>{words.t("hooks.unshown")}</b>
          <ul>
            {tried.unshown.map(({ path, why }) => (
              <li key={`${path} ${why}`}>
                <code>{path}</code>
                <span>{words.t(`hooks.why.${why}`)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
