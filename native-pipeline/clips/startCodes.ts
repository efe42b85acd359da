/**
 * Finds MPEG start codes (00 00 01 xx) in bytes that come in pieces. Pure; knows nothing of what the codes mean.
 */
export class StartCodeScanner {
  /** The xx of the code that the last `find` found, or -1. */
  code = -1;
  /** The last four bytes seen, newest lowest; a code may straddle pieces. */
  private seen = 0xffffffff;

  /** Forgets the bytes before: nothing that follows can complete a code begun in them. */
  reset(): void {
    this.seen = 0xffffffff;
  }

  /** Takes a byte that the caller has read itself. */
  pass(byte: number): void {
    this.seen = (this.seen << 8) | byte;
  }

  /** Index just behind the next start code in `bytes[from, to)`, or `to` where there is none (`code` is -1 then). */
  find(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    this.code = -1;
    // The first three bytes may end a code that began in the piece before.
    for (const head = Math.min(to, from + 3); at < head; at++) {
      const isCode = (this.seen & 0xffffff) === 1;
      this.seen = (this.seen << 8) | (bytes[at] ?? 0);
      if (isCode) return this.found(bytes[at] ?? 0, at + 1);
    }
    if (at === to) return to;
    // Then `at` is the place of xx, and a byte above 1 before it rules out three places at once.
    while (at < to) {
      const before = bytes[at - 1] as number;
      if (before > 1) at += 3;
      else if (bytes[at - 2] !== 0) at += 2;
      else if (before !== 1 || bytes[at - 3] !== 0) at++;
      else return this.found(bytes[at] ?? 0, at + 1);
    }
    for (let i = Math.max(from, to - 4); i < to; i++) this.seen = (this.seen << 8) | (bytes[i] ?? 0);
    return to;
  }

  private found(code: number, at: number): number {
    this.code = code;
    // xx itself may be the first zero of the next code (a picture's code is 00), so it stays seen.
    this.seen = 0xffffff00 | code;
    return at;
  }
}
