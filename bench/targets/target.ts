/** Who talks where in a run. People are numbers from 0; a pair is 2n and 2n + 1. */
export interface Population {
  people: number;
  /** Members by room. */
  rooms: readonly (readonly number[])[];
}

/** What a server answered to a request. */
export type Answer = "ok" | "refused";

/** A command line and what stands in its environment. */
export interface Command {
  program: string;
  args: string[];
  env: Record<string, string>;
}

/** A page, as somebody asks for it. */
export interface PageRequest {
  path: string;
  headers: Record<string, string>;
}

/** A kind of server to be measured, and how to speak to it. All frames are text. */
export interface Target {
  readonly name: string;
  /** Makes what its servers start from, in `folder`; once for each population. */
  prepare?(folder: string, population: Population): Promise<void>;
  /** How a server of it is started, by a command line; it writes below `folder` and listens on `port`. */
  command(folder: string, port: number): Promise<Command>;
  /** The path and the further headers of somebody's upgrade. */
  upgrade(person: number): { path: string; headers: string[] };
  /** What somebody says to come in; the first is answered before the others follow. */
  hello(person: number, rooms: readonly number[]): string[];
  /** A message to somebody, or into a room. `n` is different for each. */
  direct(from: number, to: number, n: number, text: string): string;
  toRoom(from: number, room: number, n: number, text: string): string;
  /** Asks for the newest 50 messages of a room, where there is history. */
  history?(room: number, n: number): string;
  /** What a frame to somebody answers; `undefined` for one that is no answer. */
  answer(payload: Uint8Array, person: number): Answer | undefined;
  /** An answer that the client owes to a frame, such as a ping's of its own protocol. */
  owed?(payload: Uint8Array): string | undefined;
  /** A page that it serves to somebody, with the request's headers; where it has pages. */
  page?(person: number, room: number): PageRequest;
}
