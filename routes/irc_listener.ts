import { ConfigError, type IrcConfig } from "../lib/config/config.ts";
import { countedAddress, readTrustedProxies } from "../lib/http/connection_info.ts";
import { serveCommand } from "../lib/instance/serve_command.ts";
import type { IrcDoor } from "../lib/irc/door.ts";
import { serveTcp } from "../lib/irc/doors/tcp.ts";
import { type Clock, every } from "../lib/runtime/clock.ts";
import type { Logger } from "../lib/runtime/logger.ts";

/** The files of a certificate are read so often: it may have been renewed. */
const REREAD_MS = 60_000;

/** Where IRC clients connect over TCP. */
export interface IrcListener {
  readonly port: number;
  readonly announcement: string;
  close(): void;
}

/** A certificate with its chain, and its key. */
interface Pems {
  cert: string;
  key: string;
}

/**
 * Listens for IRC clients. Throws `ConfigError`. Of the workers of one process the first that comes
 * listens for all: their clients meet over the bus.
 */
export function listenForIrc(
  irc: IrcConfig,
  door: Pick<IrcDoor, "open" | "gone">,
  runtime: { clock: Clock; logger: Logger },
): IrcListener | undefined {
  const { clock, logger } = runtime;
  const isProxy = readProxies(irc.proxies);
  let pems = irc.tls && readPems(irc.tls);
  let listener = open(irc, pems);
  if (!listener) {
    logger.info(`PALABRE_IRC: ${irc.port} is in use: by another worker, it seems`);
    return undefined;
  }
  const { port } = listener.addr as Deno.NetAddr; // it listens on TCP
  const serve = (listener: Deno.Listener) =>
    serveTcp(listener, { door, ...runtime, addressOf: countedAddress, isProxy });
  let served = serve(listener);
  let isClosed = false;

  /** Goes on with the certificate that is there now; who is connected stays so. */
  async function renew() {
    const now = irc.tls && readPems(irc.tls);
    if (!now || listener && now.cert === pems?.cert && now.key === pems.key) return;
    listen({ ...irc, port: 0 }, now).close(); // throws where they do not fit each other
    listener?.close();
    listener = undefined;
    await served;
    if (isClosed) return;
    listener = listen({ ...irc, port }, now);
    pems = now;
    served = serve(listener);
  }
  const rereading = irc.tls && every(clock, REREAD_MS, () => {
    renew().catch(({ message }) => {
      logger.error(`PALABRE_IRC: the certificate could not be renewed. ${message}`);
    });
  });
  const host = irc.hostname.includes(":") ? `[${irc.hostname}]` : irc.hostname;
  return {
    port,
    announcement: `IRC clients connect to ${irc.tls ? "ircs" : "irc"}://${host}:${port}/`,
    close() {
      isClosed = true;
      rereading?.cancel();
      listener?.close();
    },
  };
}

function readProxies(text: string | undefined) {
  try {
    return readTrustedProxies(text, "PALABRE_IRC_PROXY");
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
}

/** Listens; `undefined` where another worker of the process does. Throws `ConfigError`. */
function open(irc: IrcConfig, pems: Pems | undefined): Deno.Listener | undefined {
  const { hostname, port } = irc;
  try {
    return listen(irc, pems);
  } catch (error) {
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
    throw error;
  }
}

const ABOUT_ADDRESS = [
  Deno.errors.AddrInUse,
  Deno.errors.AddrNotAvailable,
  Deno.errors.PermissionDenied,
];

/** Throws `ConfigError` where a certificate and its key do not fit, and about the address as Deno does. */
function listen({ hostname, port }: IrcConfig, pems: Pems | undefined): Deno.Listener {
  if (!pems) return Deno.listen({ hostname, port });
  try {
    return Deno.listenTls({ hostname, port, ...pems });
  } catch (error) {
    if (ABOUT_ADDRESS.some((kind) => error instanceof kind)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(
      `PALABRE_IRC_TLS_CERT and PALABRE_IRC_TLS_KEY do not fit each other: ${why}`,
    );
  }
}

/** Throws `ConfigError`. */
function readPems({ cert, key }: Pems): Pems {
  return { cert: readPem("PALABRE_IRC_TLS_CERT", cert), key: readPem("PALABRE_IRC_TLS_KEY", key) };
}

function readPem(variable: string, path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    throw new ConfigError(`${variable}: cannot read ${JSON.stringify(path)}`);
  }
}
