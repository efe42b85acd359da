/** `remaster frame CLIP N`: one exact frame as PNG, or as bare rgb24 bytes. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { WorkbenchError } from '../model/errors';
import { nameSource, type PictureHeader } from '../model/picture';
import { parseSize, parseWhole, UsageError } from './arguments';
import { askFresh } from './fresh';
import type { Session } from './session';
import { assertTarget, errorTaken } from './target';

export async function frame(session: Session): Promise<void> {
  const { words, out, raw, size } = session.args;
  const [file, number, ...more] = words;
  if (file === undefined || number === undefined || more.length > 0)
    throw new UsageError('frame takes a clip and a frame number');
  if (out === undefined) throw new UsageError('frame needs -o OUT.png (or -o - for standard output)');
  const [wanted, wantedSize] = [parseWhole(number, 'N') ?? 0, parseSize(size)];
  const target = { input: session.resolve(file), isOverwriting: session.args.force };
  if (out !== '-') await assertTarget(session.resolve(out), target);
  const { clip, recipe } = await session.choose(await session.openClip(file), session.args.recipe);
  const order = { frame: wanted, clock: 'variant', recipe, size: wantedSize } as const;
  const reply = await askFresh(session.client, clip, ({ id: clipId, revision }) =>
    session.client.getStill({ clipId, revision, ...order, format: raw ? 'rgb24' : 'png' }),
  );
  const bytes = new Uint8Array(await reply.arrayBuffer());
  const header = JSON.parse(decodeURIComponent(reply.headers.get('x-picture') ?? '{}')) as PictureHeader;
  if (out !== '-') await writeWhole(session.resolve(out), bytes, session.args.force);
  else await writeOut(bytes);
  const { width, height, timeSecs, pictureType, sourceFrame, fields } = header;
  // The hash is that of the bytes written: of the file, or of the bare pixels.
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const report = { frame: wanted, sourceFrame, fields, timeSecs, width, height, pictureType, sha256 };
  if (out === '-') process.stderr.write(session.args.json ? `${JSON.stringify(report)}\n` : '');
  else
    session.say(
      report,
      `frame ${wanted} (source frame ${nameSource(header)}), ${width}×${height}, written to ${out}`,
    );
}

/** Whole or not at all; an existing file stays unless `isForced`. */
async function writeWhole(file: string, bytes: Uint8Array, isForced: boolean): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  try {
    await writeFile(part, bytes);
    // A hard link fails where the name is taken, in one step; a rename would replace it.
    await (isForced ? rename(part, file) : link(part, file));
  } catch (cause) {
    throw errorFromWrite(cause, file);
  } finally {
    await rm(part, { force: true }).catch(() => undefined);
  }
}

function errorFromWrite(cause: unknown, file: string): WorkbenchError {
  const { code = '', message = '' } = cause as NodeJS.ErrnoException;
  if (code === 'EEXIST') return errorTaken(file, cause);
  if (code === 'ENOSPC')
    return new WorkbenchError('disk-full', `There is no room for ${file}`, 'Free some room.', { cause });
  const detail = code === 'ENOENT' ? missingText(path.dirname(file)) : otherText(code, message, file);
  return new WorkbenchError('output-unwritable', detail, 'Choose a folder that can be written.', { cause });
}

/** Folders like /proc are there, and say of a new file in them that there is no such thing. */
function missingText(folder: string): string {
  return existsSync(folder) ? `No file can be made in ${folder}` : `There is no such folder: ${folder}`;
}

/** The system's own sentence names our temporary file, which tells the user nothing. */
function otherText(code: string, message: string, file: string): string {
  return `${code ? `The system says ${code}` : message}: ${file}`;
}

function writeOut(bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}
