import { assertEquals } from "@std/assert";
import { TicketQueue } from "../../lib/async/ticket_queue.ts";

Deno.test("ticket queue - a ticket waits for all before it, whatever order they are released in", async () => {
  const queue = new TicketQueue();
  const [first, second, third] = [queue.take("a"), queue.take("a"), queue.take("a")];
  assertEquals(first.turn, undefined);
  const passed: string[] = [];
  const [of2, of3] = [second.turn?.then(() => passed.push("2")), third.turn];
  const last = of3?.then(() => passed.push("3"));

  second.release();
  second.release();
  await Promise.resolve();
  assertEquals(passed, []);

  first.release();
  await Promise.all([of2, last]);
  assertEquals(passed, ["2", "3"]);
});

Deno.test("ticket queue - keys do not wait for each other, nor for who is gone", async () => {
  const queue = new TicketQueue();
  const one = queue.take("a");
  assertEquals(queue.take("b").turn, undefined);
  one.release();
  const again = queue.take("a");
  assertEquals(again.turn, undefined);
  const next = queue.take("a");
  again.release();
  await next.turn;
  next.release();
  assertEquals(queue.take("a").turn, undefined);
});
