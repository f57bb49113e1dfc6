import { type Config, ConfigError } from "../lib/config/config.ts";
import { countedAddress } from "../lib/http/connection_info.ts";
import { serveCommand } from "../lib/instance/serve_command.ts";
import type { IrcDoor } from "../lib/irc/door.ts";
import { serveTcp } from "../lib/irc/doors/tcp.ts";
import type { Clock } from "../lib/runtime/clock.ts";
import type { Logger } from "../lib/runtime/logger.ts";

/** Where IRC clients connect over TCP. */
export interface IrcListener {
  readonly port: number;
  readonly announcement: string;
  close(): void;
}

/** Listens for IRC clients, if the configuration says where. Throws `ConfigError`. */
export function listenForIrc(
  { irc }: Pick<Config, "irc">,
  door: IrcDoor,
  runtime: { clock: Clock; logger: Logger },
): IrcListener | undefined {
  if (!irc) return undefined;
  const listener = open(irc);
  const { port } = listener.addr as Deno.NetAddr; // it listens on TCP
  void serveTcp(listener, { door, ...runtime, addressOf: countedAddress });
  const host = irc.hostname.includes(":") ? `[${irc.hostname}]` : irc.hostname;
  const scheme = irc.tls ? "ircs" : "irc";
  return {
    port,
    announcement: `IRC clients connect to ${scheme}://${host}:${port}/`,
    close: () => listener.close(),
  };
}

function open({ hostname, port, tls }: NonNullable<Config["irc"]>): Deno.Listener {
  // Workers of one process listen side by side; two servers on one port are a mistake.
  const reusePort = serveCommand().is === "serve";
  try {
    if (!tls) return Deno.listen({ hostname, port, reusePort });
    const cert = readPem("PALABRE_IRC_TLS_CERT", tls.cert);
    const key = readPem("PALABRE_IRC_TLS_KEY", tls.key);
    return Deno.listenTls({ hostname, port, cert, key, reusePort });
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    if (error instanceof Deno.errors.AddrInUse) {
      throw new ConfigError(
        `PALABRE_IRC: ${port} is in use. Stop what uses it, or set another port.`,
      );
    }
    if (error instanceof Deno.errors.AddrNotAvailable) {
      throw new ConfigError(
        `PALABRE_IRC: this machine has no address ${JSON.stringify(hostname)}.`,
      );
    }
    if (error instanceof Deno.errors.PermissionDenied) {
      throw new ConfigError(`PALABRE_IRC: this process may not listen on port ${port}.`);
    }
    if (!tls) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(
      `PALABRE_IRC_TLS_CERT and PALABRE_IRC_TLS_KEY do not fit each other: ${why}`,
    );
  }
}

function readPem(variable: string, path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    throw new ConfigError(`${variable}: cannot read ${JSON.stringify(path)}`);
  }
}
