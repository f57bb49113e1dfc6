import { ConfigError, type IrcConfig } from "../lib/config/config.ts";
import { countedAddress, readTrustedProxies } from "../lib/http/connection_info.ts";
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

/**
 * Listens for IRC clients. Throws `ConfigError`. Of the workers of one
 * process the first that comes listens for all: their clients meet over the bus.
 */
export function listenForIrc(
  irc: IrcConfig,
  door: IrcDoor,
  runtime: { clock: Clock; logger: Logger },
): IrcListener | undefined {
  const isProxy = readProxies(irc.proxies);
  const listener = open(irc);
  if (!listener) {
    runtime.logger.info(`PALABRE_IRC: ${irc.port} is in use: by another worker, it seems`);
    return undefined;
  }
  const { port } = listener.addr as Deno.NetAddr; // it listens on TCP
  void serveTcp(listener, { door, ...runtime, addressOf: countedAddress, isProxy });
  const host = irc.hostname.includes(":") ? `[${irc.hostname}]` : irc.hostname;
  const scheme = irc.tls ? "ircs" : "irc";
  return {
    port,
    announcement: `IRC clients connect to ${scheme}://${host}:${port}/`,
    close: () => listener.close(),
  };
}

function readProxies(text: string | undefined) {
  try {
    return readTrustedProxies(text, "PALABRE_IRC_PROXY");
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
}

function open({ hostname, port, tls }: IrcConfig): Deno.Listener | undefined {
  try {
    if (!tls) return Deno.listen({ hostname, port });
    const cert = readPem("PALABRE_IRC_TLS_CERT", tls.cert);
    const key = readPem("PALABRE_IRC_TLS_KEY", tls.key);
    return Deno.listenTls({ hostname, port, cert, key });
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    if (error instanceof Deno.errors.AddrInUse) {
      if (serveCommand().is === "serve") return undefined;
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
