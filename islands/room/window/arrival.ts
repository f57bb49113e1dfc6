import { signal } from "@preact/signals";
import type { AskedRules } from "../../../lib/protocol/community.ts";
import type { ConversationId } from "../../../lib/protocol/events.ts";
import type { ArrivalProps } from "../../../lib/ui/pages/props.ts";

/** The operation of the API that puts the welcome away. */
const WELCOME = "/api/v1/me/welcome";

/** What is said to one on arriving. */
export class Arrival {
  /** The rules that have to be accepted before one writes. */
  readonly rules: AskedRules | undefined;
  /** What a new member is welcomed with, and in which room. */
  readonly welcome = signal<{ text: string; at: ConversationId } | undefined>(undefined);

  constructor({ rules, welcome }: ArrivalProps = {}, at: ConversationId | undefined) {
    this.rules = rules;
    if (welcome && at) this.welcome.value = { text: welcome, at };
  }

  /** Puts the welcome away, on every device. Where that fails it is shown once more: nothing is lost. */
  endWelcome(): void {
    this.welcome.value = undefined;
    fetch(WELCOME, { method: "DELETE" }).catch(() => {});
  }
}
