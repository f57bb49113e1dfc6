import { createChatModel } from "../../../lib/client/chat_model.ts";
import { type Transport, webSocketTransport } from "../../../lib/client/transport.ts";
import { GENERAL, type Person } from "../../../lib/protocol/events.ts";
import { systemClock } from "../../../lib/runtime/clock.ts";
import { EDITED } from "../../support/change_guarantees.ts";
import type { TalkingClient } from "../../support/guarantees.ts";
import { SeededRandom } from "../../support/seeded_random.ts";
import { TcpProxy } from "../../support/tcp_proxy.ts";
import { until } from "../../support/until.ts";
import type { Witness } from "../../support/witness.ts";
import type { Fleet } from "./fleet.ts";
import type { Stopwatch } from "./stopwatch.ts";
import { recordingLogger } from "../../support/loggers.ts";

/** A room of the crowd has so many people; two neighbours have a direct conversation. */
const PEOPLE_A_ROOM = 10;
/** One of so many has an account, as who makes a room must; the others are guests. */
const PEOPLE_AN_ACCOUNT = 5;
const ENTER_WITHIN_MS = 60_000;
/** Messages of one's own that may wait in one conversation. */
const PATIENCE = 5;

/** Somebody at a device, behind a network of their own. */
export interface Speaker extends TalkingClient {
  actor: { user: Person };
  proxy: TcpProxy;
  /** Where they write. */
  conversations: string[];
  /** When their network vanished last: a ghost of theirs may still be connected. */
  vanishedAt: number;
  /** Since when their network is not slow on purpose, in milliseconds UTC. */
  calmSince: number;
}

/** Everybody who talks in one run, each connected to one instance after the other. */
export class Crowd {
  readonly speakers: Speaker[] = [];
  readonly conversations = new Set<string>([GENERAL]);
  readonly reports: string[] = [];
  /** How often a connection was opened. */
  opened = 0;
  /** When one was opened last. */
  openedAt = -Infinity;

  constructor(
    readonly fleet: Fleet,
    readonly witness: Witness,
    readonly stopwatch: Stopwatch,
    readonly seed: number,
  ) {}

  /** Lets so many in, some of them with accounts, and puts them into rooms and pairs. */
  async enter(count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      const url = this.fleet.url(n % this.fleet.ports.length);
      const name = `speaker ${n}`;
      const { token, user } = n % PEOPLE_AN_ACCOUNT === 0
        ? await post(`${url}/api/v1/users`, { name, password: `far from common ${n}` })
        : await post(`${url}/api/v1/sessions`, { name });
      this.speakers.push(this.#speaker(n, user, token));
    }
    await until(
      "everybody is online",
      ENTER_WITHIN_MS,
      () => this.speakers.every(({ model }) => model.connection.value.state === "online"),
    );
    for (const [n, speaker] of this.speakers.entries()) {
      const { model } = speaker;
      const name = `room-${Math.floor(n / PEOPLE_A_ROOM)}`;
      const owns = n % PEOPLE_A_ROOM === 0;
      const room = owns ? await model.create({ name }) : await model.join({ room: name });
      this.#meet(speaker, room.id);
      const neighbour = this.speakers[n + 1];
      if (n % 2 === 1 || !neighbour) continue;
      const { id } = await model.open(neighbour.actor.user.name);
      this.#meet(speaker, id);
      this.#meet(neighbour, id);
    }
  }

  /** Writes one message somewhere where the speaker is, unless too many of theirs wait there. */
  write(speaker: Speaker, random: SeededRandom): void {
    const conversation = speaker.conversations[random.below(speaker.conversations.length)];
    if (!conversation) return;
    // What waits stands last: people wait for it before they write on, and so a slow machine keeps up.
    if (speaker.model.timeline(conversation).items.value.at(-PATIENCE)?.is === "outgoing") return;
    const text = `${speaker.actor.user.name} says ${speaker.written.length}.`; // none begins another
    speaker.written.push({ conversation, text });
    speaker.model.send(conversation, text).catch((error) =>
      this.witness.violations.push(`a message could not be written: ${error}`)
    );
  }

  /** Now and then changes a message of their own: its words, or that it is there at all. */
  change(speaker: Speaker, random: SeededRandom): void {
    const conversation = speaker.conversations[random.below(speaker.conversations.length)];
    if (!conversation) return;
    const own = speaker.model.timeline(conversation).items.value.flatMap((item) =>
      item.is === "message" && item.own && !item.event.deletedAt ? [item.event] : []
    );
    const message = own[random.below(Math.max(1, own.length))];
    if (!message) return;
    const { seq, text, version = 0 } = message;
    // Lost, overtaken or not answered: it may have happened, or may yet.
    const done = random.below(3) === 0
      ? speaker.model.remove(conversation, seq)
      : speaker.model.edit(
        conversation,
        seq,
        `${text.replace(EDITED, "")} ✎${version + 1}`,
        version,
      );
    done.catch(() => {});
  }

  get gaps(): number {
    return this.speakers.reduce((sum, { model }) => sum + model.gaps.value, 0);
  }

  close(): void {
    for (const { model, proxy } of this.speakers) {
      model.stop();
      proxy.stop();
    }
  }

  #meet({ model, conversations }: Speaker, conversation: string): void {
    conversations.push(conversation);
    model.timeline(conversation);
    this.conversations.add(conversation);
  }

  #speaker(n: number, user: Person, token: string): Speaker {
    const proxy = new TcpProxy(0).start();
    const speaker: Speaker = {
      here: true,
      actor: { user },
      proxy,
      model: createChatModel({
        endpoint: {
          transport: this.#transport(n, () => speaker, token),
          url: `ws://127.0.0.1:${proxy.port}/ws`,
        },
        clock: systemClock,
        random: new SeededRandom(this.seed * 1_000 + n),
        logger: recordingLogger((what, error) =>
          void this.reports.push(`${user.name}: ${what}: ${error ?? ""}`)
        ),
      }),
      written: [],
      conversations: [GENERAL],
      vanishedAt: -Infinity,
      calmSince: -Infinity,
    };
    speaker.model.timeline(GENERAL);
    speaker.model.start();
    speaker.model.members.show(GENERAL); // everybody is in it: who is here shows there (P5)
    return speaker;
  }

  /** Each connection goes to the next process, through the speaker's own proxy. */
  #transport(n: number, who: () => Speaker, token: string): Transport {
    const sockets = webSocketTransport(WebSocket, {
      headers: { authorization: `Bearer ${token}` },
    });
    let turn = n;
    return {
      open: (url, handlers) => {
        const { actor, proxy } = who();
        const { ports } = this.fleet;
        proxy.retarget(ports[turn++ % ports.length] as number);
        this.opened++;
        this.openedAt = performance.now();
        const heard = this.witness.connection(actor.user.id);
        const timed = this.stopwatch.connection(() => who().calmSince);
        const socket = sockets.open(url, {
          close: handlers.close,
          message: (text) => {
            const frame = heard.received(text);
            if (frame) timed(frame);
            handlers.message(text);
          },
        });
        return {
          close: (code) => socket.close(code),
          send: (text) => {
            heard.sent(text);
            socket.send(text);
          },
        };
      },
    };
  }
}

async function post(url: string, body: object): Promise<{ token: string; user: Person }> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (response.status !== 201) throw new Error(`${url}: ${answer.detail}`);
  return answer;
}
