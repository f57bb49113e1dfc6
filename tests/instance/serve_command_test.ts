import { assertEquals } from "@std/assert";
import { readCommand } from "../../lib/instance/serve_command.ts";

for (
  const [line, expected] of [
    ["deno run -A main.ts", { is: "run" }],
    ["deno -A main.ts serve", { is: "run" }],
    ["/usr/bin/deno serve -A --parallel main.ts", { is: "serve", hasAddress: false }],
    ["deno --quiet serve -A main.ts", { is: "serve", hasAddress: false }],
    ["deno serve -A --port 9000 main.ts", { is: "serve", hasAddress: true }],
    ["deno serve -A --host=127.0.0.1 main.ts", { is: "serve", hasAddress: true }],
    ["", { is: "run" }],
  ] as const
) {
  Deno.test(`command - “${line}” is read`, () => {
    assertEquals<unknown>(readCommand(line.split(" ")), expected);
  });
}
