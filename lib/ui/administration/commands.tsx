import type { Bot } from "../../protocol/bots.ts";
import { TextField } from "../elements/text_field.tsx";
import { settingsIcons } from "../settings/settings_icons.tsx";
import { ActionForm } from "./action_form.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { Panel } from "./panel.tsx";
import { ACTIONS } from "./paths.ts";
import type { ViewOf } from "./views.ts";

type Command = ViewOf<"integrations">["commands"][number];

/** Slash commands that bots answer. */
export function Commands(
  { commands, bots }: { commands: readonly Command[]; bots: readonly Bot[] },
) {
  const { words } = useAdministration();
  return (
    <Panel
      title={words.t("commands.title")}
      beside={<span class="faint small">{words.t("commands.house")}</span>}
    >
      {commands.length === 0 && <p class="note said">{words.t("commands.none")}</p>}
      <ul class="bots">
        {commands.map((one) => <CommandRow key={one.name} {...one} />)}
      </ul>
      {bots.length > 0 && <AddCommand bots={bots} />}
    </Panel>
  );
}

function CommandRow({ name, usage, about, url, bot }: Command) {
  const { words } = useAdministration();
  const command = `/${name}`;
  const says = words.t("commands.does", { host: new URL(url).host, bot: bot.name });
  return (
    <li data-command={name}>
      <span class="bot-face" aria-hidden="true">
        <settingsIcons.slash />
      </span>
      <div class="about">
        <b dir="auto">{`${command} ${usage}`.trim()}</b>
        <small>{[about, says].filter((part) => part !== "").join(" · ")}</small>
      </div>
      <div class="doing">
        <details class="pop">
          <summary class="button" aria-label={words.t("bots.change-of", { name: command })}>
            {words.t("bots.change")}
          </summary>
          <div class="menu">
            <p class="faint small">{words.t("outgoing.secret-hint")}</p>
            <ActionForm action={ACTIONS.commandSecret} about={{ name }}>
              <button type="submit">{words.t("outgoing.secret-new")}</button>
            </ActionForm>
            <ActionForm action={ACTIONS.removeCommand} about={{ name }}>
              <button type="submit" class="danger">{words.t("commands.remove")}</button>
            </ActionForm>
          </div>
        </details>
      </div>
    </li>
  );
}

function AddCommand({ bots }: { bots: readonly Bot[] }) {
  const { words } = useAdministration();
  const failed = useFailure(ACTIONS.addCommand);
  const field = (name: "name" | "usage" | "about" | "url") => ({
    id: `command-${name}`,
    name,
    label: words.t(`commands.${name}`),
    autocomplete: "off" as const,
    defaultValue: failed?.typed[name],
    error: failed?.field === name ? failed.message : undefined,
  });
  return (
    <ActionForm action={ACTIONS.addCommand} class="fields">
      <div class="two-even">
        <TextField {...field("name")} required />
        <TextField {...field("usage")} />
      </div>
      <TextField {...field("about")} />
      <TextField {...field("url")} required />
      <div class="input">
        <label for="command-bot">{words.t("commands.bot")}</label>
        <select id="command-bot" name="bot">
          {bots.map(({ bot: { id, name } }) => (
            <option key={id} value={id} selected={id === failed?.typed.bot}>{name}</option>
          ))}
        </select>
      </div>
      <button type="submit" class="button primary">{words.t("commands.save")}</button>
    </ActionForm>
  );
}
