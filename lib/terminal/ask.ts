import { type Lines, writeTo } from "./io.ts";
import type { Speech } from "./speech.ts";

/** Asks who is there. */
export async function ask(input: Lines, { own }: Speech): Promise<string | undefined> {
  await writeTo(Deno.stdout, own.t("ask.name"));
  return (await input.next())?.trim();
}

/** Asks for the code of a second factor. */
export async function askCode(input: Lines, { own }: Speech): Promise<string | undefined> {
  await writeTo(Deno.stdout, own.t("ask.code"));
  return (await input.next())?.trim();
}

/** Asks for a password; what is typed is not shown. */
export async function askSecretly(
  input: Lines,
  { own }: Speech,
  name: string,
): Promise<string | undefined> {
  await writeTo(Deno.stdout, own.t("ask.password", { name }));
  Deno.stdin.setRaw(true, { cbreak: true }); // no echo; Ctrl C still ends the program
  try {
    return await input.next();
  } finally {
    Deno.stdin.setRaw(false);
    await writeTo(Deno.stdout, "\n");
  }
}
