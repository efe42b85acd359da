/** Cuts a stream of bytes into pieces of one size, copying only what straddles two reads. Pure. */

/** Each piece is valid during its call only. What is left over at the end is never handed out. */
export function chunksOf(size: number, take: (chunk: Uint8Array) => void): (bytes: Uint8Array) => void {
  const started = new Uint8Array(size);
  let fill = 0;
  return (bytes) => {
    let at = 0;
    if (fill > 0) {
      at = Math.min(bytes.length, size - fill);
      started.set(bytes.subarray(0, at), fill);
      fill += at;
      if (fill < size) return;
      fill = 0;
      take(started);
    }
    for (; at + size <= bytes.length; at += size) take(bytes.subarray(at, at + size));
    if (at < bytes.length) started.set(bytes.subarray(at));
    fill = bytes.length - at;
  };
}
