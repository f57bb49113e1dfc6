/**
 * Whether `deno serve` runs this process, and with an address of its own. Nothing in the runtime's
 * API tells (2.9.6: same `import.meta.main`, `Deno.mainModule`, `Deno.args` in every mode, in every
 * worker), so the process's own command line is read; where it cannot be, it is a plain `deno run`.
 */
export type ServeCommand = { is: "run" } | { is: "serve"; hasAddress: boolean };

/** How this process was started. */
export function serveCommand(): ServeCommand {
  return readCommand(commandLine());
}

/** Reads a command line: the program and its arguments. */
export function readCommand([, ...args]: readonly string[]): ServeCommand {
  const command = args.find((argument) => !argument.startsWith("-"));
  if (command !== "serve") return { is: "run" };
  const hasAddress = args.some((argument) => /^--(port|host)(=|$)/.test(argument));
  return { is: "serve", hasAddress };
}

function commandLine(): string[] {
  try {
    if (Deno.build.os === "linux") {
      return Deno.readTextFileSync("/proc/self/cmdline").split("\0");
    }
    const ps = new Deno.Command("ps", { args: ["-o", "command=", "-p", String(Deno.pid)] });
    return new TextDecoder().decode(ps.outputSync().stdout).trim().split(/\s+/);
  } catch {
    return []; // no such file or program: then nobody can start it with `deno serve` here
  }
}
