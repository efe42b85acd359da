/** Frames that are added by hand to those the sampler chose: by number or timecode, the one at the playhead unless another is typed. */
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '../state/store';
import { FrameField } from '../timeline/FrameField';
import { MOST_SAMPLED_FRAMES } from './sampling';

interface AddedFramesProps {
  added: readonly number[];
  onAdd(frame: number): void;
  onDrop(frame: number): void;
}

export function AddedFrames({ added, onAdd, onDrop }: AddedFramesProps) {
  const [frame, setFrame] = useState(useWorkspace(({ session }) => session.playhead));
  const isFull = added.length >= MOST_SAMPLED_FRAMES;
  return (
    <>
      <div className="group">
        <FrameField label="Frame to add" frame={frame} onChange={setFrame} />
        <button
          type="button"
          className="button framed"
          title={isFull ? `${MOST_SAMPLED_FRAMES} at most` : undefined}
          disabled={isFull}
          onClick={() => onAdd(frame)}
        >
          <Plus aria-hidden />
          Add this frame
        </button>
      </div>
      {added.length > 0 ? (
        <ul className="sampler-added" aria-label="Frames added by hand">
          {added.map((one) => (
            <li key={one}>
              <button
                type="button"
                className="button"
                aria-label={`Leave out frame ${one}`}
                onClick={() => onDrop(one)}
              >
                {one}
                <X aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
