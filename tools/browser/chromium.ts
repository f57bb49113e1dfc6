import chromium from "@sparticuz/chromium";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import { type Browser, chromium as playwright } from "playwright-core";

/**
 * Made for a function in a cloud: they make pages share a process, switch off what we test, or want
 * a GPU that is not there and is slow to emulate.
 */
const UNWANTED = new Set([
  "--ignore-gpu-blocklist",
  "--in-process-gpu",
  "--single-process",
  "--no-zygote",
  "--allow-running-insecure-content",
  "--disable-site-isolation-trials",
  "--disable-web-security",
]);

/** A microphone that hears a beep each second, and nobody who would have to allow it. */
const MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

/** Now and then Chromium crashes while it starts; the next one does not. */
const LAUNCHES = 3;

/**
 * Starts the Chromium that the packages bring: nothing has to be installed on the system. It paints
 * as Chromium does on a machine without a GPU.
 */
export async function launchChromium(): Promise<Browser> {
  chromium.setGraphicsMode = false; // no emulated GPU
  const { executablePath, fonts } = await unpack();
  const options = {
    executablePath,
    args: [...chromium.args.filter((one) => !UNWANTED.has(one)), "--disable-gpu", ...MICROPHONE],
    env: { ...Deno.env.toObject(), FONTCONFIG_FILE: fonts },
  };
  for (let launch = 1;; launch++) {
    try {
      return await playwright.launch(options);
    } catch (error) {
      if (launch === LAUNCHES) throw error;
    }
  }
}

/** One at a time: what another one unpacks is there before it is whole. */
async function unpack(): Promise<{ executablePath: string; fonts: string }> {
  using lock = await Deno.open(`${tmpdir()}/palabre_chromium.lock`, { create: true, write: true });
  await lock.lock(true);
  return { executablePath: await chromium.executablePath(), fonts: await fontsFile() };
}

/**
 * Fonts of the system for other scripts. Not all of its fonts: a bold serif would win over ours, and a
 * family that has a semibold where ours has none.
 */
const FALLBACKS = ["truetype/dejavu", "truetype/noto", "opentype/noto"]
  .map((folder) => `/usr/share/fonts/${folder}`);

/** Text is set in fonts that come with the packages, so that pages measure the same everywhere. */
async function fontsFile(): Promise<string> {
  const folder = `${tmpdir()}/palabre_fonts`;
  await Deno.mkdir(folder, { recursive: true });
  const file = `${folder}/fonts.conf`;
  const code = createRequire(import.meta.url).resolve(
    "@expo-google-fonts/jetbrains-mono/package.json",
  );
  const alias = (family: string, font: string) =>
    `<match><test name="family"><string>${family}</string></test>` +
    `<edit name="family" mode="prepend" binding="strong"><string>${font}</string></edit></match>`;
  const whole = await Deno.makeTempFile({ dir: folder }); // a browser may read the one before
  await Deno.writeTextFile(
    whole,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>` +
      `<dir>${tmpdir()}/fonts</dir><dir>${dirname(code)}/400Regular</dir>` +
      FALLBACKS.map((dir) => `<dir>${dir}</dir>`).join("") + `<cachedir>${folder}</cachedir>` +
      alias("system-ui", "Open Sans") + alias("sans-serif", "Open Sans") +
      alias("monospace", "JetBrains Mono") + "</fontconfig>",
  );
  await Deno.rename(whole, file);
  return file;
}
