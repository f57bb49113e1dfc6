/** What a proxied connection does with the bytes that pass, in both directions. */
type Manner =
  | { is: "open" }
  /** Passes nothing on and closes nothing, as a network that vanished. */
  | { is: "half-open" }
  /** Passes pieces of a few bytes, `pauseMs` apart. */
  | { is: "slow"; bytes: number; pauseMs: number }
  /** Passes this many bytes more, then cuts: in the middle of a frame. */
  | { is: "cut-after"; bytes: number };

interface Link {
  manner: Manner;
  cut(): void;
}

/** A small TCP proxy on 127.0.0.1 that can treat its connections badly. */
export class TcpProxy {
  readonly #links = new Set<Link>();
  #listener: Deno.Listener | undefined;
  #target: number;

  constructor(target: number) {
    this.#target = target;
  }

  get port(): number {
    const address = this.#listener?.addr;
    return address?.transport === "tcp" ? address.port : 0;
  }

  get connections(): number {
    return this.#links.size;
  }

  start(): this {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    this.#listener = listener;
    void (async () => {
      for await (const client of listener) void this.#serve(client);
    })();
    return this;
  }

  /** New connections go to another port: an instance that was started again. */
  retarget(port: number): void {
    this.#target = port;
  }

  /** Cuts connections at once; `which` picks by their order of arrival (default: all). */
  cut(which: (index: number) => boolean = () => true): void {
    for (const link of this.#picked(which)) link.cut();
  }

  /** The connections picked are cut after some bytes more. */
  cutMidFrame(bytes: number, which: (index: number) => boolean = () => true): void {
    this.#treat({ is: "cut-after", bytes }, which);
  }

  halfOpen(which: (index: number) => boolean = () => true): void {
    this.#treat({ is: "half-open" }, which);
  }

  slow(bytes: number, pauseMs: number, which: (index: number) => boolean = () => true): void {
    this.#treat({ is: "slow", bytes, pauseMs }, which);
  }

  /** What was slow passes bytes as they come. */
  heal(): void {
    this.#treat({ is: "open" });
  }

  stop(): void {
    this.#listener?.close();
    this.#listener = undefined;
    this.cut();
  }

  /** What was half-open stays so: bytes are missing. */
  #treat(manner: Manner, which: (index: number) => boolean = () => true): void {
    for (const link of this.#picked(which)) {
      if (link.manner.is !== "half-open") link.manner = { ...manner };
    }
  }

  #picked(which: (index: number) => boolean): Link[] {
    return [...this.#links].filter((_, index) => which(index));
  }

  async #serve(client: Deno.TcpConn): Promise<void> {
    let server: Deno.TcpConn;
    try {
      server = await Deno.connect({ hostname: "127.0.0.1", port: this.#target });
    } catch {
      client.close(); // the target is down: the client sees what it would see without a proxy
      return;
    }
    const link: Link = {
      manner: { is: "open" },
      cut: () => {
        this.#links.delete(link);
        for (const end of [client, server]) closeQuietly(end);
      },
    };
    this.#links.add(link);
    await Promise.allSettled([pass(client, server, link), pass(server, client, link)]);
    link.cut();
  }
}

/** Passes bytes on until their end, and the end too; a failure of one end is the end of both. */
async function pass(from: Deno.TcpConn, to: Deno.TcpConn, link: Link): Promise<void> {
  const buffer = new Uint8Array(16 * 1024);
  try {
    for (let length; (length = await from.read(buffer)) !== null;) {
      await forward(buffer.subarray(0, length), to, link);
    }
    if (link.manner.is !== "half-open") await to.closeWrite();
  } catch {
    if (link.manner.is !== "half-open") link.cut();
  }
}

async function forward(data: Uint8Array, to: Deno.TcpConn, link: Link): Promise<void> {
  const { manner } = link;
  switch (manner.is) {
    case "open":
      return await writeAll(to, data);
    case "half-open":
      return;
    case "slow":
      for (let at = 0; at < data.length; at += manner.bytes) {
        if (link.manner !== manner) return await forward(data.subarray(at), to, link);
        await writeAll(to, data.subarray(at, at + manner.bytes));
        await new Promise((resolve) => setTimeout(resolve, manner.pauseMs));
      }
      return;
    case "cut-after":
      await writeAll(to, data.subarray(0, manner.bytes));
      manner.bytes -= data.length;
      if (manner.bytes <= 0) link.cut();
  }
}

async function writeAll(to: Deno.TcpConn, data: Uint8Array): Promise<void> {
  for (let at = 0; at < data.length;) at += await to.write(data.subarray(at));
}

function closeQuietly(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch {
    // it was closed by the other side already
  }
}
