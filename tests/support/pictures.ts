import { deflateSync } from "node:zlib";
import { crc32 } from "../../lib/pictures/crc32.ts";
import { viewOf } from "../../lib/pictures/bytes.ts";

/** Pictures of 6 × 4 pixels, blue at the left and red at the right, as Chromium makes them. */
const JPEG =
  "/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAEAAYDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAb/xAAaEAEAAQUAAAAAAAAAAAAAAAAAAQIFNHLB/8QAFQEBAQAAAAAAAAAAAAAAAAAAAwb/xAAYEQACAwAAAAAAAAAAAAAAAAAAAwU0cf/aAAwDAQACEQMRAD8AlLbj1bcgAMxebpcxVNeH/9k=";
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAECAYAAACtBE5DAAAAIklEQVR4AZSJsQkAAAzCQv//2bq0k4uCEJIB6f5g4UBcHxYAAP//LUSmsAAAAAZJREFUAwASgAv9jb+4kAAAAABJRU5ErkJggg==";
const WEBP =
  "UklGRm4AAABXRUJQVlA4WAoAAAAAAAAABQAAAwAAVlA4IFAAAADwAgCdASoGAAQAAUAmJaICdLoBQAPwArQDJAAWbM/kgAD+/bp6+ABUUWnyQh2JmZ8ELnqH5mZ0A/+1BXrb/4N/+pcH/qgr1t/8G//pSAAAAA==";
/** Two frames of 3 × 2. */
const GIF =
  "R0lGODlhAwACAIAAAP8AAAAA/yH/C05FVFNDQVBFMi4wAwEAAAAh+QQACgAAACwAAAAAAwACAAACAoRRACH5BAAKAAAALAAAAAADAAIAAAICjF8AOw==";

export type Format = "image/jpeg" | "image/png" | "image/webp" | "image/gif";

/** A small picture of each format. */
export function picture(type: Format): Uint8Array<ArrayBuffer> {
  const base64 = { "image/jpeg": JPEG, "image/png": PNG, "image/webp": WEBP, "image/gif": GIF };
  return Uint8Array.fromBase64(base64[type]);
}

/** A PNG of a size: blue that turns red from left to right, and darker downwards. */
export function drawnPng(width: number, height: number): Uint8Array<ArrayBuffer> {
  const lines = new Uint8Array(height * (1 + 3 * width));
  for (let y = 0, at = 0; y < height; y++) {
    at++; // no filter
    for (let x = 0; x < width; x++, at += 3) {
      lines[at] = (255 * x) / width;
      lines[at + 1] = (160 * y) / height;
      lines[at + 2] = 255 - lines[at]!;
    }
  }
  const head = new Uint8Array(13);
  viewOf(head).setUint32(0, width);
  viewOf(head).setUint32(4, height);
  head.set([8, 2], 8); // 8 bits of red, green and blue
  return joined(
    picture("image/png").slice(0, 8),
    chunk("IHDR", head),
    chunk("IDAT", new Uint8Array(deflateSync(lines))),
    chunk("IEND", new Uint8Array()),
  );
}

/** A GIF that says to be of that size, with as many frames of one pixel. */
export function gifOf(width: number, height: number, frames: number): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.fromBase64(
    "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
  );
  const [head, frame] = [bytes.slice(0, 19), bytes.slice(19, -1)];
  viewOf(head).setUint16(6, width, true);
  viewOf(head).setUint16(8, height, true);
  return joined(head, ...Array.from({ length: frames }, () => frame), bytes.slice(-1));
}

/** What tells where a picture was taken, and what else nobody meant to send. */
export const SECRETS = ["Secret camera 7", "48.8584N", "GPSLatitude", "a comment nobody sees"];

/** EXIF with an orientation, a camera, and a place. */
export function exif(orientation: number): Uint8Array<ArrayBuffer> {
  const tiff = new Uint8Array(200);
  const view = viewOf(tiff);
  const ascii = (at: number, text: string) => tiff.set(new TextEncoder().encode(text), at);
  ascii(0, "II");
  view.setUint16(2, 42, true);
  view.setUint32(4, 8, true);
  view.setUint16(8, 3, true);
  const entry = (n: number, tag: number, type: number, count: number, value: number) => {
    const at = 10 + n * 12;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, count, true);
    view.setUint32(at + 8, value, true);
  };
  entry(0, 0x0110, 2, 16, 60); // the camera
  entry(1, 0x0112, 3, 1, orientation);
  entry(2, 0x8825, 4, 1, 100); // the place
  ascii(60, "Secret camera 7\0");
  ascii(110, "48.8584N\0");
  return tiff;
}

/** The picture with all that a camera writes beside it, and a text behind its end. */
export function withSecrets(type: Format, orientation = 1): Uint8Array<ArrayBuffer> {
  const bytes = picture(type);
  const xmp = utf8("<x:xmpmeta exif:GPSLatitude='48,51.5N'/>");
  if (type === "image/jpeg") {
    return joined(
      bytes.slice(0, 20),
      part(0xe1, joined(utf8("Exif\0\0"), exif(orientation))),
      part(0xe1, joined(utf8("http://ns.adobe.com/xap/1.0/\0"), xmp)),
      part(0xed, utf8("Photoshop 3.0\0 48.8584N")),
      part(0xfe, utf8("a comment nobody sees")),
      bytes.slice(20),
      utf8("<script>alert(1)</script> a comment nobody sees"),
    );
  }
  if (type === "image/png") {
    return joined(
      bytes.slice(0, 33),
      chunk("eXIf", exif(orientation)),
      chunk("tEXt", utf8("Comment\0a comment nobody sees")),
      chunk("iTXt", joined(utf8("XML:com.adobe.xmp\0\0\0\0\0"), xmp)),
      bytes.slice(33),
      utf8("a comment nobody sees"),
    );
  }
  if (type === "image/webp") {
    const body = joined(
      bytes.slice(12),
      riff("EXIF", exif(orientation)),
      riff("XMP ", xmp),
      riff("NOTE", utf8("a comment nobody sees")),
    );
    body[8]! |= 0x08 | 0x04; // it says that it has both
    const head = bytes.slice(0, 12);
    viewOf(head).setUint32(4, 4 + body.length, true);
    return joined(head, body);
  }
  const end = bytes.length - 1;
  const comment = joined(new Uint8Array([0x21, 0xfe, 21]), utf8("a comment nobody sees"));
  return joined(
    bytes.slice(0, end),
    comment,
    new Uint8Array([0]),
    bytes.slice(end),
    utf8("48.8584N"),
  );
}

export function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function part(marker: number, data: Uint8Array): Uint8Array {
  const head = new Uint8Array([0xff, marker, 0, 0]);
  viewOf(head).setUint16(2, data.length + 2);
  return joined(head, data);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const whole = joined(new Uint8Array(4), utf8(type), data, new Uint8Array(4));
  viewOf(whole).setUint32(0, data.length);
  viewOf(whole).setUint32(whole.length - 4, crc32(whole.subarray(4, -4)));
  return whole;
}

function riff(type: string, data: Uint8Array): Uint8Array {
  const head = joined(utf8(type), new Uint8Array(4));
  viewOf(head).setUint32(4, data.length, true);
  return joined(head, data, new Uint8Array(data.length % 2));
}
