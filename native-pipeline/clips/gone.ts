/**
 * Whether the file of an open clip is still where it was opened. Programs that find nothing there end as they do on damage: the disk itself is asked.
 */
import { stat } from 'node:fs/promises';
import type { Clip } from '../../model/clip';
import { WorkbenchError } from '../../model/errors';
import type { ClipSource } from '../ffmpeg/source';
import { pictureFile } from './numberedPictures';

interface Opened {
  clip: Pick<Clip, 'path'>;
  source: ClipSource;
}

/** A file-missing error where the clip's file is gone, or of a sequence that of the frame (from 0); null where it is there, or nobody can tell. */
export async function errorIfGone({ clip, source }: Opened, frame = 0): Promise<WorkbenchError | null> {
  if (await isGone(clip.path, source)) {
    const detail = `The file of this clip is not where it was opened any more: ${clip.path}`;
    return new WorkbenchError('file-missing', detail, GONE_HINT);
  }
  if (source.kind !== 'sequence') return null;
  const picture = pictureFile(source.path, (source.startNumber ?? 0) + frame);
  if (!(await isMissing(picture))) return null;
  return new WorkbenchError('file-missing', `This picture of the sequence is gone: ${picture}`, PICTURE_HINT);
}

const GONE_HINT =
  'It was moved, renamed or deleted, or its disk is not connected. Put it back there, or open it from where it is now.';
const PICTURE_HINT = 'Put it back there, or open the folder again: the clip then ends before it.';

/** A sequence named by a pattern has no file of its own name. */
function isGone(named: string, { kind, path: pattern }: ClipSource): Promise<boolean> {
  return isMissing(kind === 'sequence' ? folderOf(pattern) : named);
}

function folderOf(pattern: string): string {
  return pictureFile(pattern.replace(/[\\/][^\\/]*$/, ''), 0);
}

async function isMissing(file: string): Promise<boolean> {
  try {
    await stat(file);
    return false;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR';
  }
}
