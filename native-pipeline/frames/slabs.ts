/**
 * Memory for decoded pictures: large slabs, allocated once and filled again in place.
 *
 * A Buffer per picture would be freed late by the garbage collector and take half as much again (frames-notes.md section 8). A slab holds pictures of one
 * size; when another size needs room, the slab that was used longest ago is cut anew.
 */

/** A place for one picture. While `pins` is above 0 its bytes stay as they are. */
export interface Slot {
  readonly bytes: Uint8Array;
  /** Address of the picture it holds, or '' for none. */
  key: string;
  pins: number;
  /** Counts up with use: the lowest was used longest ago. */
  usedAt: number;
}

/** Pictures larger than this get a slab of their own. */
const SLAB_BYTES = 16 << 20;
/** Tiny pictures get a smaller slab: a slot is an object, and millions of those would cost more than the pictures. */
const MAX_SLOTS = 128;

interface Slab {
  memory: ArrayBuffer;
  slotBytes: number;
  slots: Slot[];
}

export class SlabPool {
  private readonly slabs: Slab[] = [];
  private allocatedBytes = 0;
  /** Slots without a picture, by size. */
  private readonly unused = new Map<number, Slot[]>();

  /** `onReuse` is told of every slot whose picture gives way. */
  constructor(
    private readonly budgetBytes: number,
    private readonly onReuse: (slot: Slot) => void,
  ) {}

  /** An empty slot of at least `bytes`, pinned once. Beyond the budget only while everything in it is pinned. */
  take(bytes: number): Slot {
    const slot =
      this.unusedSlot(bytes) ?? this.newSlab(bytes) ?? this.oldestSlot(bytes) ?? this.recutSlab(bytes);
    const taken = slot ?? this.addSlab(bytes);
    if (taken.key) this.onReuse(taken);
    taken.key = '';
    taken.pins = 1;
    return taken;
  }

  get bytes(): number {
    return this.allocatedBytes;
  }

  clear(): void {
    this.slabs.length = 0;
    this.allocatedBytes = 0;
    this.unused.clear();
  }

  /** Gives back a slot that holds no picture. */
  giveBack(slot: Slot): void {
    const list = this.unused.get(slot.bytes.length);
    if (list) list.push(slot);
    else this.unused.set(slot.bytes.length, [slot]);
  }

  private unusedSlot(bytes: number): Slot | undefined {
    const list = this.unused.get(bytes);
    for (let slot = list?.pop(); slot; slot = list?.pop()) {
      if (slot.pins === 0 && slot.key === '') return slot;
    }
    return undefined;
  }

  private newSlab(bytes: number): Slot | undefined {
    if (this.allocatedBytes + slabBytes(bytes) > this.budgetBytes) return undefined;
    return this.addSlab(bytes);
  }

  private addSlab(bytes: number): Slot {
    const memory = new ArrayBuffer(slabBytes(bytes));
    this.allocatedBytes += memory.byteLength;
    const slab = { memory, slotBytes: 0, slots: [] };
    this.slabs.push(slab);
    return this.cut(slab, bytes);
  }

  private oldestSlot(bytes: number): Slot | undefined {
    let oldest: Slot | undefined;
    for (const slab of this.slabs) {
      if (slab.slotBytes !== bytes) continue;
      for (const slot of slab.slots) {
        if (slot.pins === 0 && (!oldest || slot.usedAt < oldest.usedAt)) oldest = slot;
      }
    }
    return oldest;
  }

  private recutSlab(bytes: number): Slot | undefined {
    const fits = this.slabs.filter((slab) => slab.memory.byteLength >= bytes && slab.slots.every(isFree));
    const age = (slab: Slab) => Math.max(...slab.slots.map((slot) => slot.usedAt));
    const oldest = fits.sort((a, b) => age(a) - age(b))[0];
    if (!oldest) return undefined;
    for (const slot of oldest.slots) if (slot.key) this.onReuse(slot);
    const list = this.unused.get(oldest.slotBytes);
    if (list)
      this.unused.set(
        oldest.slotBytes,
        list.filter((slot) => !oldest.slots.includes(slot)),
      );
    return this.cut(oldest, bytes);
  }

  /** Cuts a slab into slots of one size and returns the first; the others lie ready. */
  private cut(slab: Slab, bytes: number): Slot {
    slab.slotBytes = bytes;
    const count = Math.max(1, Math.floor(slab.memory.byteLength / bytes));
    slab.slots = Array.from({ length: count }, (_, i) => ({
      bytes: new Uint8Array(slab.memory, i * bytes, bytes),
      key: '',
      pins: 0,
      usedAt: 0,
    }));
    for (const slot of slab.slots.slice(1).reverse()) this.giveBack(slot);
    const [first] = slab.slots;
    if (!first) throw new RangeError('a slab holds at least one picture');
    return first;
  }
}

function isFree(slot: Slot): boolean {
  return slot.pins === 0;
}

function slabBytes(pictureBytes: number): number {
  const slots = Math.max(1, Math.min(MAX_SLOTS, Math.floor(SLAB_BYTES / pictureBytes)));
  return slots * pictureBytes;
}
