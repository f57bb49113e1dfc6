// The little of Protocol Buffers' wire format that KV Connect needs: varints and length-delimited
// fields. https://protobuf.dev/programming-guides/encoding/

const VARINT = 0;
const DELIMITED = 2;

/** Writes one message, field by field. Fields that hold their default are left out. */
export class MessageWriter {
  readonly #bytes: number[] = [];

  number(field: number, value: number | bigint): this {
    if (BigInt(value) === 0n) return this;
    this.#tag(field, VARINT);
    this.#varint(BigInt(value));
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.#tag(field, DELIMITED);
    this.#varint(BigInt(value.length));
    for (const byte of value) this.#bytes.push(byte);
    return this;
  }

  message(field: number, message: MessageWriter): this {
    return this.bytes(field, message.finish());
  }

  finish(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#bytes);
  }

  #tag(field: number, wireType: number): void {
    this.#varint(BigInt((field << 3) | wireType));
  }

  #varint(value: bigint): void {
    let rest = BigInt.asUintN(64, value);
    while (rest > 127n) {
      this.#bytes.push(Number(rest & 127n) | 128);
      rest >>= 7n;
    }
    this.#bytes.push(Number(rest));
  }
}

/** The fields of one message, by number. */
export class Message {
  readonly #numbers = new Map<number, bigint>();
  readonly #bytes = new Map<number, Uint8Array[]>();

  constructor(data: Uint8Array) {
    let offset = 0;
    const varint = () => {
      let value = 0n;
      for (let shift = 0n;; shift += 7n) {
        const byte = data[offset++];
        if (byte === undefined) throw new TypeError("The message ends inside a number");
        value |= BigInt(byte & 127) << shift;
        if (byte < 128) return value;
      }
    };
    while (offset < data.length) {
      const tag = Number(varint());
      const field = tag >> 3;
      if ((tag & 7) === VARINT) this.#numbers.set(field, varint());
      else if ((tag & 7) === DELIMITED) {
        const length = Number(varint());
        const values = this.#bytes.get(field) ?? [];
        values.push(data.slice(offset, offset + length));
        this.#bytes.set(field, values);
        offset += length;
      } else throw new TypeError(`Wire type ${tag & 7} is not used by KV Connect`);
    }
  }

  /** The number in a field; 0 where it is absent. */
  number(field: number): bigint {
    return this.#numbers.get(field) ?? 0n;
  }

  /** The bytes in a field; none where it is absent. */
  bytes(field: number): Uint8Array {
    return this.#bytes.get(field)?.at(-1) ?? new Uint8Array();
  }

  /** The messages of a repeated field. */
  messages(field: number): Message[] {
    return (this.#bytes.get(field) ?? []).map((bytes) => new Message(bytes));
  }
}
