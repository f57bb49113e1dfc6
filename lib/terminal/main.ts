// The chat in a terminal, and for scripts: `deno task chat`, `deno run <server>/cli.js`.
import { runTerminal } from "./terminal.ts";

Deno.exit(await runTerminal(Deno.args, import.meta.url));
