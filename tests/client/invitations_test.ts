import { assertEquals } from "@std/assert";
import { ClientFixture } from "../support/client_fixture.ts";
import { BEN } from "../support/fake_server.ts";

const asked = (id: string) => ({ room: { id, name: id }, by: BEN, at: 1 });

Deno.test("invitations - are known once online, told of, and gone when answered (R3)", async () => {
  const fixture = new ClientFixture();
  fixture.server.invitations = [asked("plot")];
  const model = await fixture.online();
  const rooms = () => model.invitations.value.map(({ room }) => room.id);
  assertEquals(rooms(), ["plot"]);
  fixture.server.push({
    type: "invitations",
    requests: [],
    invitations: [asked("plot"), asked("shed")],
  });
  await fixture.pass(100);
  assertEquals(rooms(), ["plot", "shed"]);
  const declined = model.decline("plot");
  await fixture.rest();
  await declined;
  assertEquals(rooms(), ["shed"]);
  model.stop();
});
