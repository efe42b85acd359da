/** Decoded pictures by address, within a budget of bytes; the one used longest ago gives way first. */
import { SlabPool, type Slot } from './slabs';

export type { Slot } from './slabs';

export class PictureCache {
  private readonly found = new Map<string, Slot>();
  private readonly slabs: SlabPool;
  private clock = 0;

  constructor(budgetBytes: number) {
    this.slabs = new SlabPool(budgetBytes, (slot) => this.found.delete(slot.key));
  }

  /** The picture's slot, pinned once more (release it!), or null. */
  find(key: string): Slot | null {
    const slot = this.found.get(key);
    if (!slot) return null;
    slot.usedAt = ++this.clock;
    slot.pins++;
    return slot;
  }

  has(key: string): boolean {
    return this.found.has(key);
  }

  /** An empty slot, pinned once: fill it, then `keep` or `release` it. */
  take(bytes: number): Slot {
    return this.slabs.take(bytes);
  }

  /** Makes a filled slot findable. Its pin stays. A picture that is there already stays; the new one is then findable under no key. */
  keep(key: string, slot: Slot): void {
    slot.usedAt = ++this.clock;
    if (this.found.has(key)) return;
    slot.key = key;
    this.found.set(key, slot);
  }

  release(slot: Slot): void {
    slot.pins--;
    if (slot.pins === 0 && slot.key === '') this.slabs.giveBack(slot);
  }

  /** Forgets one picture. */
  drop(key: string): void {
    const slot = this.found.get(key);
    if (!slot) return;
    this.found.delete(key);
    slot.key = '';
    if (slot.pins === 0) this.slabs.giveBack(slot);
  }

  /** Forgets the pictures whose key starts so. */
  forget(prefix: string): void {
    for (const key of [...this.found.keys()]) {
      if (key.startsWith(prefix)) this.drop(key);
    }
  }

  get bytes(): number {
    return this.slabs.bytes;
  }

  clear(): void {
    this.found.clear();
    this.slabs.clear();
  }
}
