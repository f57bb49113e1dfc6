/** As little of a browser as a walk needs, so that every engine can be driven by its own protocol. */
export interface Engine {
  readonly name: string;
  goto(url: string): Promise<void>;
  back(): Promise<void>;
  /** The value of an expression in the page; what it gives must be JSON. */
  evaluate(expression: string): Promise<unknown>;
  click(selector: string): Promise<void>;
  /** Types into what has the focus. */
  type(text: string): Promise<void>;
  /** Presses a key, with Control held if asked. */
  press(key: Key, modifiers?: { control?: boolean }): Promise<void>;
  /** A turn of the mouse wheel over the middle of an element; pixels, up is negative. */
  wheel(selector: string, deltaY: number): Promise<void>;
  /** Makes the page as narrow as asked, or as narrow as this engine's window can be. */
  resize(width: number, height: number): Promise<void>;
  /** A PNG of what is in sight. */
  picture(): Promise<Uint8Array>;
  close(): Promise<void>;
}

export type Key = "Enter" | "Escape" | "Tab" | "Home" | "End" | "k" | "/";

/** Longer than anything of the walk takes. */
export const PATIENCE_MS = 20_000;

/** Waits until an expression in the page is true; says what the page shows when it never is. */
export async function until(engine: Engine, expression: string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    // Between two pages there is nothing to ask.
    if (await engine.evaluate(`Boolean(${expression})`).catch(() => false) === true) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const shown = await engine.evaluate("location.href + ' ' + document.body.innerText");
  throw new Error(`${engine.name}: never true: ${expression}\n${shown}`);
}

/** The first of the paths that is a file here. */
export function installed(paths: readonly string[]): string | undefined {
  return paths.find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}
