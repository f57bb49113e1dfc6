import { assert, assertEquals } from "@std/assert";
import { Histogram } from "../../bench/load/histogram.ts";
import { RawSocket } from "../../bench/load/raw_socket.ts";
import { eachStamp, stamped } from "../../bench/load/stamp.ts";
import { lineOf, ratiosOf } from "../../bench/report.ts";

Deno.test("bench - the histogram finds percentiles within two percent", () => {
  const histogram = new Histogram();
  for (let ms = 1; ms <= 1_000; ms++) histogram.add(ms);
  for (const [part, ms] of [[0.5, 500], [0.99, 990], [0.999, 999]] as const) {
    assert(Math.abs(histogram.at(part) / ms - 1) < 0.02, `${part}: ${histogram.at(part)}`);
  }
  assertEquals(new Histogram().at(0.5), NaN);
});

Deno.test("bench - every message in a frame tells when it was due", () => {
  const frame = new TextEncoder().encode(JSON.stringify([stamped(12.5), stamped(98_765.432)]));
  const found: number[] = [];
  eachStamp(frame, (ms) => found.push(ms));
  assertEquals(found, [12.5, 98_765.432]);
});

Deno.test("bench - the raw client sends and reads frames of every length", async () => {
  const lengths = [0, 125, 126, 65_535, 65_536, 300_000];
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    const { socket, response } = Deno.upgradeWebSocket(request);
    socket.onmessage = ({ data }) => socket.send(data);
    return response;
  });
  const socket = await RawSocket.open(server.addr.port, "/", []);
  const got: string[] = [];
  const all = Promise.withResolvers<void>();
  socket.onEnd = (why) => all.reject(new Error(why));
  socket.onText = (payload) => {
    got.push(new TextDecoder().decode(payload));
    if (got.length === lengths.length) all.resolve();
  };
  for (const length of lengths) socket.send("é".repeat(length >> 1) + "x".repeat(length & 1));
  await all.promise;
  assertEquals(got.map((text) => new TextEncoder().encode(text).length), lengths);
  socket.drop();
});

Deno.test("bench - a line gives median and range, and ratios round by round", () => {
  const rounds = (...all: number[]) => all.map((p50) => ({ figures: { p50, generatorBusy: 0.4 } }));
  const line = lineOf("a scenario", "palabre", rounds(9, 2, 4));
  assertEquals(line.figures?.p50, { median: 4, range: [2, 9] });
  assertEquals(ratiosOf(rounds(9, 2, 4), rounds(3, 2, 2)), { p50: 2 });
});

Deno.test("bench - no figures where the load generator was the bottleneck, or where a round failed", () => {
  const at = (generatorBusy: number) => [{ figures: { p50: 1, generatorBusy } }];
  assert(lineOf("a scenario", "palabre", at(0.84)).figures);
  const refused = lineOf("a scenario", "palabre", at(0.9));
  assertEquals([refused.figures, refused.refused], [
    undefined,
    "the load generator was the bottleneck: 90 % of its core",
  ]);
  const failed = lineOf("a scenario", "palabre", [{ failed: "no room" }, ...at(0.1)]);
  assertEquals([failed.failed, failed.figures?.p50?.median], [["no room"], 1]);
});
