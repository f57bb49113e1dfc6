import { assert, assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import { Upload } from "tus-js-client";
import { runServer } from "../support/running.ts";
import { TcpProxy } from "../support/tcp_proxy.ts";
import { noise } from "../support/noise.ts";
import { enter } from "../support/talker.ts";
import { announce, askApi, type Asker, bring, postFiles, uploadFile } from "../support/uploads.ts";

/** The client takes a buffer here, which its types, made for browsers, do not know. */
const asFile = (bytes: Uint8Array<ArrayBuffer>) => Buffer.from(bytes) as unknown as File;

const MIB = 1024 * 1024;

/** A server of its own, and somebody who asks it. */
async function withServer(
  run: (asker: Asker) => Promise<void>,
  env: Record<string, string> = {},
): Promise<void> {
  const server = await runServer(env);
  try {
    await run({ url: server.url, token: await enter(server.url, "Ana") });
    assertEquals(server.reported, []);
  } finally {
    await server.close();
  }
}

Deno.test("upload - the public client of tus goes on where the line was cut, and not anew", async () => {
  await withServer(async (asker) => {
    const bytes = noise(5 * MIB);
    const proxy = new TcpProxy(Number(new URL(asker.url).port)).start();
    const done = Promise.withResolvers<string>();
    const [offsets, methods]: [string[], string[]] = [[], []];
    let cut = false;
    const upload = new Upload(asFile(bytes), {
      endpoint: `http://127.0.0.1:${proxy.port}/api/v1/files`,
      headers: { authorization: `Bearer ${asker.token}` },
      metadata: { filename: "harvest – été.bin" },
      retryDelays: [0, 10, 50, 100, 500],
      onBeforeRequest(request) {
        methods.push(request.getMethod());
        const offset = request.getHeader("Upload-Offset");
        if (request.getMethod() === "PATCH" && offset) offsets.push(offset);
        if (request.getMethod() !== "PATCH" || cut) return;
        cut = true;
        proxy.cutMidFrame(2 * MIB);
      },
      onError: done.reject,
      onSuccess: () => done.resolve(upload.url ?? ""),
    });
    upload.start();
    const id = (await done.promise).split("/").at(-1)!;
    proxy.stop();
    assertEquals(methods, ["POST", "PATCH", "HEAD", "PATCH"]);
    const [first, second] = offsets.map(Number);
    assertEquals(first, 0);
    assert(second! > 0 && second! < 5 * MIB, `it went on at ${second}`);
    await postFiles(asker, "general", [{ id }]);
    const read = await askApi(asker, "GET", `/files/${id}`);
    assertEquals(await read.bytes(), bytes);
    assert(
      read.headers.get("content-disposition")?.includes("harvest%20%E2%80%93%20%C3%A9t%C3%A9.bin"),
    );
  });
});

Deno.test("upload - the public client of tus uploads with the announcement, and takes a file back", async () => {
  await withServer(async (asker) => {
    const start = (options: object) =>
      new Promise<Upload>((resolve, reject) => {
        const upload: Upload = new Upload(asFile(noise(100_000)), {
          endpoint: `${asker.url}/api/v1/files`,
          headers: { authorization: `Bearer ${asker.token}` },
          onError: reject,
          onSuccess: () => resolve(upload),
          ...options,
        });
        upload.start();
      });
    const whole = await start({ uploadDataDuringCreation: true });
    const parts = await start({ chunkSize: 7_000, overridePatchMethod: true });
    for (const { url } of [whole, parts]) {
      const path = `/api/v1/files/${url?.split("/").at(-1)}`;
      assertEquals((await (await askApi(asker, "GET", path)).json()).offset, 100_000);
      await Upload.terminate(url!, { headers: { authorization: `Bearer ${asker.token}` } });
      const gone = await askApi(asker, "HEAD", path);
      assertEquals([gone.status, gone.headers.get("upload-offset")], [404, null]);
    }
  });
});

Deno.test("upload - what tus 1.0 says of versions, types, offsets and lengths holds", async () => {
  await withServer(async (asker) => {
    const offered = await fetch(`${asker.url}/api/v1/files`, { method: "OPTIONS" });
    await offered.body?.cancel();
    assertEquals(offered.status, 204);
    assertEquals(offered.headers.get("tus-version"), "1.0.0");
    assertEquals(offered.headers.get("tus-max-size"), String(8 * MIB));
    assert(offered.headers.get("tus-extension")?.split(",").includes("creation"));

    const announced = await announce(asker, "a.bin", 10);
    assertEquals(announced.status, 201);
    const { id } = await announced.json();
    assertEquals(announced.headers.get("location"), `/api/v1/files/${id}`);
    assert(Date.parse(announced.headers.get("upload-expires") ?? "") > Date.now());
    const head = await askApi(asker, "HEAD", `/api/v1/files/${id}`);
    assertEquals(head.headers.get("upload-offset"), "0");
    assertEquals(head.headers.get("upload-length"), "10");
    assertEquals(head.headers.get("cache-control"), "no-store");

    const wrong = await bring(asker, id, 3, "abc");
    assertEquals([wrong.status, (await wrong.json()).type], [
      409,
      "urn:palabre:problem:file-offset",
    ]);
    const older = await askApi(asker, "PATCH", `/api/v1/files/${id}`, {
      headers: { "tus-resumable": "0.2.2", "upload-offset": "0" },
    });
    assertEquals([older.status, older.headers.get("tus-version")], [412, "1.0.0"]);
    await older.body?.cancel();
    const untyped = await askApi(asker, "PATCH", `/api/v1/files/${id}`, {
      body: "abc",
      headers: { "tus-resumable": "1.0.0", "upload-offset": "0" },
    });
    assertEquals(untyped.status, 415);
    await untyped.body?.cancel();
    const more = await bring(asker, id, 0, noise(11));
    assertEquals(more.status, 413);
    await more.body?.cancel();
    assertEquals((await bring(asker, id, 0, noise(10))).headers.get("upload-offset"), "10");
  });
});

Deno.test("upload - a file is its owner's alone until it is sent, and goes with one message", async () => {
  await withServer(async (ana) => {
    const bruno = { ...ana, token: await enter(ana.url, "Bruno") };
    const id = await uploadFile(ana, "a.txt", noise(10));
    for (const method of ["HEAD", "GET", "DELETE"]) {
      const refused = await askApi(bruno, method, `/api/v1/files/${id}`);
      await refused.body?.cancel();
      assertEquals(refused.status, 404, method);
    }
    const taken = await askApi(bruno, "POST", "/api/v1/messages", {
      json: { conversation: "general", text: "mine", files: [{ id }] },
    });
    assertEquals((await taken.json()).type, "urn:palabre:problem:unknown-file");
    const before = await askApi(ana, "GET", `/files/${id}`);
    await before.body?.cancel();
    assertEquals(before.status, 404, "nothing shows it yet");

    await postFiles(ana, "general", [{ id }]);
    assertEquals((await (await askApi(bruno, "GET", `/files/${id}`)).bytes()).length, 10);
    const again = await askApi(ana, "POST", "/api/v1/messages", {
      json: { conversation: "general", text: "again", files: [{ id }] },
    });
    assertEquals((await again.json()).type, "urn:palabre:problem:unknown-file");
    const changed = await bring(ana, id, 10, "");
    await changed.body?.cancel();
    assertEquals(changed.status, 404, "what was sent is not written to any more");
  });
});

Deno.test("upload - limits are said in words: of a file, of a message, of a day, of all", async () => {
  const env = { PALABRE_FILE_MB: "2", PALABRE_FILES_PER_MESSAGE: "2", PALABRE_FILES_DAY_MB: "12" };
  await withServer(async (ana) => {
    const problem = async (response: Response) => {
      const { detail, status } = await response.json();
      return [status, detail.replaceAll(/\s/g, " ")];
    };
    const ids = [await uploadFile(ana, "1", noise(2 * MIB)), await uploadFile(ana, "2", noise(1))];
    assertEquals(await problem(await announce(ana, "b", 2 * MIB + 1)), [
      413,
      "That file is too large: 2 MB at most.",
    ]);
    assertEquals(await problem(await announce(ana, "b", 0)), [400, "That file is empty."]);
    const third = await uploadFile(ana, "3", noise(1));
    const send = (files: string[]) =>
      askApi(ana, "POST", "/api/v1/messages", {
        json: { conversation: "general", text: "", files: files.map((id) => ({ id })) },
      });
    assertEquals(await problem(await send([...ids, third])), [
      413,
      "That is too many files for one message: 2 at most.",
    ]);
    const sent = await send(ids);
    await sent.body?.cancel();
    assertEquals(sent.status, 201);
    // A guest has a quarter of 12 MB.
    const full = await announce(ana, "4", 1 * MIB);
    const [status, said] = await problem(full);
    assertEquals(status, 429);
    assert(
      /^You have sent as much as you can in a day: 3 MB\. You can send more/.test(said),
      said,
    );

    const entered = await askApi(ana, "POST", "/api/v1/sessions", {
      json: { name: "Zoé" },
      headers: { authorization: "", "accept-language": "fr" },
    });
    const zoe = { ...ana, token: (await entered.json()).token };
    const [, inFrench] = await problem(await announce(zoe, "b", 9 * MIB));
    assertEquals(inFrench, "Ce fichier est trop lourd : 2 Mo au plus.");
  }, env);
  await withServer(async (ana) => {
    await uploadFile(ana, "1", noise(MIB - 20_000));
    const full = await announce(ana, "2", 30_000);
    assertEquals([full.status, (await full.json()).type], [403, "urn:palabre:problem:files-full"]);
  }, { PALABRE_FILES_MB: "1" });
});

Deno.test("upload - F5: what is left of a day is told before it is met, a guest's is a quarter", async () => {
  await withServer(async (asker) => {
    const told = async () => await (await askApi(asker, "GET", "/api/v1/files")).json();
    assertEquals(await told(), { day: 3 * MIB, left: 3 * MIB });
    await announce(asker, "a.bin", MIB);
    await announce(asker, "tiny.txt", 1); // as 16 KiB
    assertEquals(await told(), { day: 3 * MIB, left: 2 * MIB - 16 * 1024 });
  }, { PALABRE_FILES_DAY_MB: "12" });
  await withServer(async (asker) => {
    const told = async () => await (await askApi(asker, "GET", "/api/v1/files")).json();
    assertEquals((await told()).left, MIB, "there is no room for more");
  }, { PALABRE_FILES_DAY_MB: "12", PALABRE_FILES_MB: "1" });
});

Deno.test("upload - a message says that a file has not arrived, and takes it when it has", async () => {
  await withServer(async (ana) => {
    const { id } = await (await announce(ana, "a", 20)).json();
    await bring(ana, id, 0, noise(10));
    const json = { conversation: "general", text: "", files: [{ id }], id: crypto.randomUUID() };
    const early = await askApi(ana, "POST", "/api/v1/messages", { json });
    assertEquals([early.status, (await early.json()).type], [
      409,
      "urn:palabre:problem:file-not-ready",
    ]);
    await bring(ana, id, 10, noise(10));
    const first = await (await askApi(ana, "POST", "/api/v1/messages", { json })).json();
    const again = await (await askApi(ana, "POST", "/api/v1/messages", { json })).json();
    assertEquals(again, first, "D3: the same message is sent once, with its file");
  });
});
