/**
 * Holds decoded pictures against the checksums of the whole decode, where there are any: what is not what it should be is never handed out.
 *
 * Only a run's first picture and the one it was started for are looked at; those between follow from them.
 */
import { crc32 } from 'node:zlib';
import type { OpenClip } from '../clips/catalog';
import type { Slot } from './cache';
import type { DeliveredFormat } from './formats';
import type { RunHooks } from './reader';

export interface Check {
  /** The picture the run was started for, and the first it hands out. */
  wanted: number;
  first: number;
  onDelivery: () => void;
  onRight: (frame: number) => void;
  /** Pictures from `first` up to this one have been handed over already. */
  onWrong: (frame: number) => void;
}

export class Proof {
  /** False once two decodes of the same frame differed: ffmpeg hides damage differently from time to time, and checksums say nothing then. */
  private isSteady = true;

  constructor(
    private readonly open: OpenClip,
    private readonly format: DeliveredFormat,
  ) {}

  /** Hooks for a run that was started somewhere in the file. */
  checked(hooks: RunHooks, check: Check): RunHooks {
    const onPicture = (frame: number, slot: Slot): boolean => {
      check.onDelivery();
      if (frame !== check.first && frame !== check.wanted) return hooks.onPicture(frame, slot);
      if (!this.isAsDecoded(frame, slot)) {
        check.onWrong(frame);
        return false;
      }
      check.onRight(frame);
      return hooks.onPicture(frame, slot);
    };
    return { ...hooks, onPicture };
  }

  /** Hooks for a run from the head, which is right by definition. Where even that differs the file is damaged. */
  watched(hooks: RunHooks, wanted: number): RunHooks {
    const onPicture = (frame: number, slot: Slot): boolean => {
      if (frame === wanted && !this.isAsDecoded(frame, slot)) this.isSteady = false;
      return hooks.onPicture(frame, slot);
    };
    return { ...hooks, onPicture };
  }

  private isAsDecoded(frame: number, slot: Slot): boolean {
    const checksum = this.open.index?.table.checksums?.[frame];
    // The whole decode knows the decoder's own pixel format only.
    if (checksum === undefined || this.format.conversion !== '' || !this.isSteady) return true;
    return crc32(slot.bytes) === checksum;
  }
}
