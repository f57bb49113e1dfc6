import { pick } from "valibot";
import { peopleReplies } from "../../protocol/requests/people.ts";
import { roomReplies } from "../../protocol/requests/rooms.ts";
import { replies } from "../../protocol/server_frames.ts";
import type { Command } from "../arguments.ts";
import { ExitCode } from "../exit_codes.ts";
import { type Lines, type Write, writeTo } from "../io.ts";
import { foundLine, personLine, roomLine, search } from "../listings.ts";
import { safeJson } from "../safe_text.ts";
import type { Server } from "../server.ts";
import { asked, placeName, placeOf } from "./ask_server.ts";
import { eventLine } from "./message_line.ts";
import { sendMessage } from "./send.ts";
import { historyPage, tail } from "./tail.ts";

type Script = Exclude<Command, { is: "chat" | "help" | "sign-out" }>;

/** Runs a command that is done once; rejects with what went wrong. */
export async function runScript(command: Script, server: Server, input: Lines): Promise<ExitCode> {
  const write: Write = (text) => writeTo(Deno.stdout, text);
  const list = async (lines: readonly string[]) => {
    if (lines.length > 0) await write(lines.map((line) => `${line}\n`).join(""));
  };
  switch (command.is) {
    case "send":
      await sendMessage(server, command, input);
      break;
    case "tail":
      await tail(server, command, write);
      break;
    case "rooms":
      await list(await roomLines(server, command));
      break;
    case "people":
      await list(await peopleLines(server, command));
      break;
    case "history":
      await list(await historyLines(server, command));
      break;
    case "search":
      await list(await searchLines(server, command));
  }
  return ExitCode.done;
}

async function roomLines(server: Server, { query, json }: { query: string; json: boolean }) {
  const lines: string[] = [];
  for (let after: string | undefined = ""; after !== undefined;) {
    const fields = new URLSearchParams({ query, ...(after && { after }) });
    const page: { rooms: Parameters<typeof roomLine>[1][]; next?: string } = await asked(
      server,
      roomReplies.rooms,
      "GET",
      `/rooms?${fields}`,
    );
    lines.push(...page.rooms.map((room) => json ? safeJson(room) : roomLine(server.speech, room)));
    after = page.next;
  }
  return lines;
}

async function peopleLines(server: Server, { query, json }: { query: string; json: boolean }) {
  const path = `/people?${new URLSearchParams({ query })}`;
  const { people } = await asked(server, peopleReplies.people, "GET", path);
  return people.map((person) => json ? safeJson(person) : personLine(server.speech, person));
}

/** The last messages of a place, oldest first. */
async function historyLines(
  server: Server,
  { to, limit, before, json }: Extract<Command, { is: "history" }>,
): Promise<string[]> {
  const { id } = await placeOf(server, to);
  const lines: string[] = [];
  let from = before;
  for (let more = true; more && lines.length < limit;) {
    const page = await historyPage(server, id, { before: from });
    // What changed a message is in it already.
    const messages = page.events.filter(({ kind }) => kind === "message");
    const told = messages.flatMap((event) =>
      eventLine(event, page.users, { speech: server.speech, json }) ?? []
    );
    lines.unshift(...told);
    from = page.events[0]?.seq;
    more = page.more && from !== undefined;
  }
  return lines.slice(-limit);
}

const Conversations = pick(replies.sync, ["conversations"]);

async function searchLines(
  server: Server,
  { query, limit, json }: Extract<Command, { is: "search" }>,
): Promise<string[]> {
  const { found, users } = await search(server, query, limit);
  const { conversations } = await asked(server, Conversations, "GET", "/conversations");
  return found.flatMap((one) => {
    const place = conversations.find(({ id }) => id === one.conversation);
    if (!json) return [foundLine(server.speech, one, place)];
    const line = eventLine(one.message, users, { speech: server.speech, json });
    const where = place ? placeName(place) : one.conversation;
    return line === undefined ? [] : [line.replace(/\}$/, `,"in":${safeJson(where)}}`)];
  });
}
