import { Refused } from "../client/model.ts";
import { Lost } from "../client/requests.ts";
import { systemClock } from "../runtime/clock.ts";
import { failureMessage } from "../ui/failure_message.ts";
import { type Access, type Command, readArguments, UsageError } from "./arguments.ts";
import { ask, askCode, askSecretly } from "./ask.ts";
import { createChat, type TerminalChat } from "./chat.ts";
import { comeIn } from "./come_in.ts";
import { emojiNames } from "./emoji_names.ts";
import { ExitCode, Failure } from "./exit_codes.ts";
import { isClosedPipe, type Lines, readLines, writeTo } from "./io.ts";
import { pair } from "./pair.ts";
import { depthOf, isLight, Palette } from "./screen/palette.ts";
import { turnerOf } from "./screen/bidi.ts";
import { mayAsk } from "./screen/kitty.ts";
import { scalesPictures } from "./screen/scaled_png.ts";
import { ScreenChat } from "./screen/screen_chat.ts";
import { isScreen, openTty } from "./screen/tty.ts";
import { loadEmoji } from "../ui/emoji/emoji.ts";
import { safeText } from "./safe_text.ts";
import { PlainChat } from "./plain/plain_chat.ts";
import { runScript } from "./scripts/run_script.ts";
import type { Face } from "./sending.ts";
import { type CodePaper, showCode } from "./show_code.ts";
import { originOf, Server } from "./server.ts";
import { allowedFolder, configFolder, Sessions } from "./sessions.ts";
import { localeOf, type Speech, speechIn } from "./speech.ts";

/** Where one tries who names no server, has been at none, and got the program from none. */
const NEAR = "http://localhost:8000";

/** Runs the program; resolves with what the process ends with. `self`: where the program came from. */
export async function runTerminal(args: readonly string[], self: string): Promise<ExitCode> {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  let speech = speechIn(localeOf(env), timeZone);
  try {
    const command = readArguments(args);
    const { locale } = command.access;
    if (locale) speech = speechIn(locale, timeZone);
    return await run(command, speech, self);
  } catch (error) {
    return await failed(error, speech);
  }
}

function env(name: string): string | undefined {
  return Deno.env.get(name);
}

/** Says what went wrong on standard error. */
async function failed(error: unknown, speech: Speech): Promise<ExitCode> {
  if (isClosedPipe(error)) return ExitCode.done; // who read us has what they wanted
  const { message, code } = failureOf(error, speech);
  await writeTo(Deno.stderr, `${message}\n`).catch(() => {}); // nobody reads it
  return code;
}

function failureOf(error: unknown, speech: Speech): { message: string; code: ExitCode } {
  if (error instanceof Failure) return error;
  if (error instanceof UsageError) {
    const { key, what } = error;
    return { message: speech.own.t(key, { what }), code: ExitCode.usage };
  }
  if (error instanceof Lost) {
    return { message: speech.own.t("failure.connection"), code: ExitCode.unreachable };
  }
  if (error instanceof Refused) {
    return { message: failureMessage(speech.words, error), code: ExitCode.refused };
  }
  return {
    message: error instanceof Error ? error.stack ?? error.message : String(error),
    code: 1,
  };
}

async function run(command: Command, speech: Speech, self: string): Promise<ExitCode> {
  if (command.is === "help") {
    await writeTo(Deno.stdout, `${speech.own.t("help.usage")}\n`);
    return ExitCode.done;
  }
  const sessions = new Sessions({ folder: allowedFolder(configFolder(env, Deno.build.os)) });
  const server = new Server(await addressOf(command.access, sessions, speech, self), speech);
  await server.find();
  if (command.is === "sign-out") return await signOut(server, sessions, command.access);
  if (command.is === "sign-in" && sessions.files.folder === undefined) {
    throw new Failure(speech.own.t("failure.not-kept"), ExitCode.usage);
  }
  const input = readLines(Deno.stdin.readable);
  const password = command.access.passwordStdin ? await input.next() : undefined;
  const isAsked = command.is === "chat" && Deno.stdin.isTerminal();
  const questions = isAsked
    ? {
      name: () => ask(input, speech),
      password: asker(input, speech),
      code: () => askCode(input, speech),
    }
    : {};
  const { access } = command;
  const come = await comeIn({
    server,
    sessions,
    access,
    password,
    questions,
    now: systemClock.now,
    pair: () => pair(server, (shown) => showCode(shown, speech, paper(command)), systemClock),
  });
  if (command.is === "sign-in") {
    const said = speech.own.t("pair.done", { name: come.name, server: server.origin });
    await writeTo(Deno.stdout, `${said}\n`);
    return ExitCode.done;
  }
  if (command.is !== "chat") return await runScript(command, server, input);
  return await runChat(command, createChat(server), input);
}

/** A QR code is drawn where somebody can hold a camera before it, and nobody has it read to them. */
function paper(command: Command): CodePaper {
  const isDrawn = Deno.stderr.isTerminal() && env("TERM") !== "dumb" &&
    !(command.is === "chat" && command.plain);
  const columns = isDrawn ? Deno.consoleSize().columns : undefined;
  return { columns, depth: depthOf(env), light: isLight(env) };
}

function asker(input: Lines, speech: Speech) {
  return (name: string) => askSecretly(input, speech, name);
}

/** The server that is named, the one that the program came from, the last one, or one's own computer. */
async function addressOf(
  { server }: Access,
  sessions: Sessions,
  speech: Speech,
  self: string,
): Promise<string> {
  const named = server ?? env("PALABRE_SERVER");
  if (named !== undefined) return originOf(named, speech);
  if (/^https?:/.test(self)) return new URL(self).origin;
  return await sessions.lastServer() ?? NEAR;
}

/** Ends the session that is kept for the server, here and there. */
async function signOut(server: Server, sessions: Sessions, { name }: Access): Promise<ExitCode> {
  const saved = await sessions.find(server.origin, name);
  if (!saved) throw new Failure(server.speech.own.t("failure.no-session"), ExitCode.refused);
  server.token = saved.token;
  await server.change("DELETE", "/sessions/current").catch((error) => {
    // One that has ended is gone already.
    if (!(error instanceof Refused) || error.error.code !== "forbidden") throw error;
  });
  await sessions.forget(server.origin, saved.name);
  return ExitCode.done;
}

type ChatCommand = Extract<Command, { is: "chat" }>;

async function runChat(
  command: ChatCommand,
  chat: TerminalChat,
  input: Lines,
): Promise<ExitCode> {
  const { model } = chat;
  model.start();
  try {
    await chat.connected();
    const place = command.to !== undefined
      ? await model.open(command.to)
      : await chat.room(command.room ?? "general");
    chat.goTo(place.id);
    if (command.plain || !isScreen(env)) return await plain(chat, input);
    return await fullScreen(chat, input, command);
  } finally {
    model.stop();
    await settled();
  }
}

async function plain(chat: TerminalChat, input: Lines): Promise<ExitCode> {
  const { model, speech, server: { community } } = chat;
  const write = (text: string) => writeTo(Deno.stdout, text);
  await write(`${speech.own.t("hello", { community, name: model.me.value?.name ?? "" })}\n`);
  const face = new PlainChat(chat, write, await emojiNames(speech.locale));
  return await leaving(chat, face, () => face.run(input));
}

async function fullScreen(
  chat: TerminalChat,
  input: Lines,
  { bell, pictures: shown, bidi }: Pick<ChatCommand, "bell" | "pictures" | "bidi">,
): Promise<ExitCode> {
  const emoji = await loadEmoji(chat.speech.locale);
  const palette = new Palette(depthOf(env), isLight(env));
  const pictures = shown && scalesPictures() && mayAsk(env);
  const turner = bidi ?? turnerOf(env);
  const tty = openTty(input.pieces(), turner);
  const face = new ScreenChat({
    chat,
    tty,
    palette,
    emoji,
    bell,
    pictures,
    turner: bidi ?? turnerOf(env),
  });
  return await leaving(chat, face, () => face.run(), () => face.unkept());
}

/**
 * Whoever ends the process, or closes its window, leaves as by `/quit`. What was written and is not sent,
 * or typed and nowhere kept, is said at the end: it is nowhere else.
 */
async function leaving(
  chat: TerminalChat,
  face: Face,
  run: () => Promise<void>,
  unkept = () => "",
): Promise<ExitCode> {
  const signals: Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT"]
    : ["SIGINT", "SIGTERM", "SIGHUP"];
  const leave = () => face.leave();
  for (const signal of signals) Deno.addSignalListener(signal, leave);
  try {
    await run();
  } finally {
    for (const signal of signals) Deno.removeSignalListener(signal, leave);
    await writeTo(Deno.stderr, leftText(chat, unkept())).catch(() => {}); // nobody reads it
  }
  return chat.unsent().length > 0 ? ExitCode.unanswered : ExitCode.done;
}

/** What was written and not sent, and what is typed and nowhere kept; nothing is the rule. */
function leftText(chat: TerminalChat, typed: string): string {
  const { own } = chat.speech;
  const unsent = chat.unsent();
  const lines = [
    ...(unsent.length > 0 ? [own.t("line.unsent", { count: unsent.length }), ...unsent] : []),
    ...(typed === "" ? [] : [own.t("line.unkept"), typed]),
  ];
  return lines.map((line) => `${safeText(line)}\n`).join("");
}

/** Lets the close of the socket go out, so that others are told at once that the user left. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
