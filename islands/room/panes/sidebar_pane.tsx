import { useEffect, useRef, useState } from "preact/hooks";
import type { Person } from "../../../lib/protocol/events.ts";
import { isComposing } from "../../../lib/ui/elements/composing.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { toggleFold } from "../../../lib/ui/room/list_choices.ts";
import { ownState } from "../../../lib/ui/room/own_state.ts";
import { Sidebar } from "../../../lib/ui/room/sidebar.tsx";
import { areMany, type SectionName, SECTIONS } from "../../../lib/ui/room/sidebar_sections.ts";
import { useKeptFocus } from "../navigation/use_kept_focus.ts";
import { useWindow } from "../window/window_context.ts";
import { LazyBesideLists, LazyConversationFilter } from "./lazy_parts.ts";
import { usePreviews } from "./use_previews.ts";
import { useSections } from "./use_sections.ts";

/** The list of conversations, kept up to date. */
export function SidebarPane({ community, icon, me, live }: {
  community: string;
  icon?: string;
  me: Person;
  /** Whether the script has taken over: its buttons appear then. */
  live: boolean;
}) {
  const window = useWindow();
  const { model } = window;
  const region = useRef<HTMLElement>(null);
  useKeptFocus(region);
  const choices = window.listChoices.value;
  const sections = useSections(choices);
  const conversations = model.conversations.value;
  const [only, showOnly] = useState<SectionName | undefined>(undefined);
  const [filter, setFilter] = useFilter(region, live);
  const isShown = ({ name }: { name: SectionName }) => only === undefined || name === only;
  return (
    <Sidebar
      region={region}
      community={community}
      icon={icon}
      me={me}
      ownState={ownState(model.connection.value, model.stateOf(me.id))}
      status={useStatus(me)}
      sections={areMany(conversations) ? sections.filter(isShown) : sections}
      conversations={conversations}
      invitations={model.invitations.value}
      queue={model.personal.queue.value}
      requests={model.requests.value.length}
      answers={model.personal.answers.value}
      choices={choices}
      current={window.inbox.value ? undefined : window.current.value}
      inInbox={window.inbox.value !== undefined}
      waiting={model.threads.unread.value.size + window.due.value}
      drafts={model.personal.drafts.known.value}
      stateOf={(user) => model.presence.value.get(user)?.state ?? "offline"}
      actions={live ? actionsOf(window) : undefined}
      tabs={live && areMany(conversations) && <SectionTabs only={only} onChoose={showOnly} />}
      lastOf={usePreviews(live)}
      beyond={live && <LazyBesideLists onFail={() => {}} />}
      filter={filter === undefined ? undefined : (
        <LazyConversationFilter
          onFail={() => window.showLoadFailure()}
          query={filter}
          onQuery={setFilter}
          onClose={() => {
            setFilter(undefined);
            region.current?.focus();
          }}
        />
      )}
    />
  );
}

function actionsOf(window: ReturnType<typeof useWindow>) {
  return {
    jump: () => {
      window.overlay.value = { is: "palette" };
    },
    newMessage: (event: Event) => {
      event.preventDefault();
      window.overlay.value = { is: "new" };
    },
    browse: (event: Event) => {
      event.preventDefault();
      window.overlay.value = { is: "rooms" };
    },
    answer: (conversation: string, answer: "join" | "decline") =>
      window.attempt(async () => {
        if (answer === "join") await window.enter(window.model.join({ conversation }));
        else await window.model.decline(conversation);
      }),
    fold: (section: SectionName) =>
      window.arrangeList(toggleFold(window.listChoices.value, section)),
  } as const;
}

/** The user's own status, while it is not over. */
function useStatus(me: Person) {
  const { now } = useReading();
  const own = useWindow().model.presence.value.get(me.id);
  return own?.status && (own.until === undefined || own.until > now)
    ? { text: own.status, until: own.until }
    : undefined;
}

/** A letter typed while the list has the focus begins a filter. */
function useFilter(region: { current: HTMLElement | null }, live: boolean) {
  const [filter, setFilter] = useState<string | undefined>(undefined);
  useEffect(() => {
    const nav = region.current;
    if (!live || !nav) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !isComposing(event);
      const writes = [...event.key].length === 1 && event.key.trim() !== "";
      if (!plain || !writes || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      setFilter(event.key);
    };
    nav.addEventListener("keydown", onKeyDown);
    return () => nav.removeEventListener("keydown", onKeyDown);
  }, [live]);
  return [filter, setFilter] as const;
}

const TABS = { unread: "nav.unread-section", favourites: "nav.favourites" } as const;

/** On a phone, where the list is one: leads to each kind of conversation. */
function SectionTabs({ only, onChoose }: {
  only: SectionName | undefined;
  onChoose(only: SectionName | undefined): void;
}) {
  const { words } = useReading();
  const tab = (name: SectionName | undefined, text: string) => (
    <button
      type="button"
      key={text}
      aria-pressed={only === name}
      onClick={() => onChoose(name)}
    >
      {text}
    </button>
  );
  return (
    <div class="list-tabs" role="group" aria-label={words.t("nav.show")}>
      {tab(undefined, words.t("nav.all"))}
      {SECTIONS.map((name) => tab(name, textOf(name)))}
    </div>
  );

  function textOf(name: SectionName): string {
    if (name === "rooms") return words.t("nav.rooms");
    return name === "direct" ? words.t("nav.direct-short") : words.t(TABS[name]);
  }
}
