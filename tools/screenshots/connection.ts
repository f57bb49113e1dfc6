import type { Page, WebSocketRoute } from "playwright-core";

/** Controls the page's WebSocket: it can be cut, and replies can be withheld or replaced. */
export class Connection {
  #routes: WebSocketRoute[] = [];
  #away = false;
  #refused: string | undefined;
  #withheld: string | undefined;
  readonly #synced = Promise.withResolvers<void>();

  /** The page is online: what is said from here on, it hears. */
  get online(): Promise<void> {
    return this.#synced.promise;
  }

  async take(page: Page): Promise<void> {
    await page.routeWebSocket(/\/ws$/, (route) => {
      if (this.#away) return void route.close({ code: 1012 });
      this.#routes.push(route);
      const server = route.connectToServer();
      server.onMessage((message) => {
        route.send(message);
        if (String(message).startsWith('{"type":"reply"')) this.#synced.resolve();
      });
      route.onMessage((message) => {
        const text = String(message);
        const asks = (what: string | undefined) => what !== undefined && text.includes(what);
        if (asks(this.#withheld)) return;
        if (!asks(this.#refused)) return server.send(message);
        const ref = /"ref":(\d+)/.exec(text)?.[1];
        const error = { code: "internal", message: "Not sent" };
        route.send(`{"type":"reply","ref":${ref},"ok":false,"error":${JSON.stringify(error)}}`);
      });
    });
  }

  lose(): void {
    this.#away = true;
    for (const route of this.#routes) route.close({ code: 1012 });
  }

  /** The message that holds this text is refused for good. */
  refuse(text: string): void {
    this.#refused = text;
  }

  /** The message that holds this text is never answered. */
  withhold(text: string): void {
    this.#withheld = text;
  }
}
