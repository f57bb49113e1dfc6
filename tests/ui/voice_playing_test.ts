import { assertEquals } from "@std/assert";
import { pause, play, playing, seek, speed, turnSpeed } from "../../lib/ui/files/voice_playing.ts";

/** As much of a media element as is used: it plays once its metadata is there, and counts. */
class FakeAudio extends EventTarget {
  static readonly all: FakeAudio[] = [];
  readyState = 0;
  paused = true;
  ended = false;
  playbackRate = 1;
  currentTime = 0;
  #src = "";

  constructor() {
    super();
    FakeAudio.all.push(this);
  }
  get src() {
    return this.#src;
  }
  set src(next: string) {
    this.#src = next;
    [this.readyState, this.currentTime, this.paused, this.ended] = [0, 0, true, false];
  }
  play(): Promise<void> {
    this.paused = this.ended = false;
    this.tell("playing");
    return Promise.resolve();
  }
  pause(): void {
    this.paused = true;
    this.tell("pause");
  }
  know(): void {
    this.readyState = 1;
    this.tell("loadedmetadata");
  }
  goOn(seconds: number): void {
    this.currentTime += seconds;
    this.tell("timeupdate");
  }
  end(): void {
    this.ended = this.paused = true;
    this.tell("ended");
  }
  tell(what: string): void {
    this.dispatchEvent(new Event(what));
  }
}

Object.assign(globalThis, {
  Audio: FakeAudio,
  HTMLMediaElement: { HAVE_METADATA: 1 },
  location: { href: "http://chat.test/rooms/general" },
});

Deno.test("voice - F4: one is heard at a time, from where one goes to, and ready again at its end", () => {
  play("/files/one", 0);
  const [element] = FakeAudio.all;
  assertEquals(element?.src, "http://chat.test/files/one");
  element!.know();
  element!.goOn(2);
  assertEquals(playing.value, { src: "/files/one", state: "playing", at: 2 });
  seek("/files/one", 7);
  assertEquals([element!.currentTime, playing.value?.at], [7, 7]);
  seek("/files/two", 3);
  assertEquals(element!.currentTime, 7, "what is not heard is sought in by who shows it");

  // Another one begins in the middle: known before its length is.
  play("/files/two", 4);
  assertEquals(FakeAudio.all.length, 1, "one element for all: the first is heard no more");
  assertEquals([element!.src, element!.currentTime], ["http://chat.test/files/two", 0]);
  element!.tell("timeupdate");
  assertEquals(playing.value, { src: "/files/two", state: "playing", at: 4 });
  element!.know();
  assertEquals(element!.currentTime, 4);
  pause();
  assertEquals(playing.value?.state, "paused");
  play("/files/two", 4);
  assertEquals(playing.value?.state, "playing");
  turnSpeed();
  assertEquals([speed.value, element!.playbackRate], [1.5, 1.5]);
  element!.end();
  assertEquals(playing.value, { src: "/files/two", state: "paused", at: 0 });
  play("/files/three", 0);
  element!.tell("error");
  assertEquals(playing.value, { src: "/files/three", state: "failed", at: 0 });
});
