import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Command, createCommand } from '../../native-pipeline/ffmpeg/command';
import {
  countProcesses,
  type FfmpegProgress,
  listCommands,
  onCommand,
  runCommand,
  runFfmpeg,
  runFfprobe,
  startFfmpeg,
} from '../../native-pipeline/ffmpeg/run';
import { findTools } from '../../native-pipeline/ffmpeg/tools';
import { BUILDS } from '../helpers/ffmpegBuilds';

const folder = mkdtempSync(path.join(os.tmpdir(), 'remaster-run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const missing = { ffmpeg: { path: path.join(folder, 'nowhere'), version: '', from: 'PATH' } } as const;

describe.each(BUILDS)('running ffmpeg $version', (build) => {
  const found = findTools({ ffmpegPath: build.path });
  const endless = (file: string) =>
    endlessPattern().fileOutput(path.join(folder, file), ['-f', 'rawvideo'], true);

  it('hands out what it printed', async () => {
    const args = pattern(':d=1').pipeOutput(1, ['-f', 'rawvideo', '-pix_fmt', 'gray']).args();
    const { stdout } = await runFfmpeg(await found, args, { purpose: 'drawing' });
    expect(stdout.length).toBe(25 * 64 * 48);
  });

  it('tells progress up to the last frame', async () => {
    const told: FfmpegProgress[] = [];
    const command = pattern(':d=2').fileOutput(path.join(folder, 'progress.mkv'), ['-c:v', 'ffv1'], true);
    await runCommand(await found, command, { purpose: 'writing', onProgress: (step) => told.push(step) });
    expect(told.at(-1)).toMatchObject({ frame: 50, isLast: true });
  });

  it.skipIf(process.platform === 'win32')('says that a file became larger than it may', async () => {
    const limited = path.join(folder, `limited-${build.version}`);
    writeFileSync(limited, `#!/bin/sh\nulimit -f 64\nexec '${build.path}' "$@"\n`, { mode: 0o755 });
    const tools = { ffmpeg: { ...(await found).ffmpeg, path: limited } };
    const command = pattern(':d=9').fileOutput(path.join(folder, 'large.raw'), ['-f', 'rawvideo'], true);
    await expect(runCommand(tools, command, { purpose: 'writing' })).rejects.toMatchObject({
      code: 'output-unwritable',
      detail: expect.stringContaining('larger'),
    });
  });

  it('names what is wrong with the output', async () => {
    const once = path.join(folder, `once ${build.version}.raw`);
    const write = async (file: string, isOverwriting: boolean) =>
      runCommand(await found, pattern(':d=9').fileOutput(file, ['-f', 'rawvideo'], isOverwriting), {
        purpose: 'writing',
      });
    await expect(write(path.join(folder, 'no/such/folder.raw'), false)).rejects.toMatchObject({
      code: 'output-unwritable',
    });
    await write(once, false);
    await expect(write(once, false)).rejects.toMatchObject({
      code: 'output-exists',
    });
    if (process.platform === 'linux') {
      await expect(write('/dev/full', true)).rejects.toMatchObject({ code: 'disk-full' });
    }
  });

  it('says what is missing where a graph names a filter that no build has', async () => {
    const args = pattern(',nosuchfilter').pipeOutput(1, ['-f', 'rawvideo']).args();
    await expect(runFfmpeg(await found, args, { purpose: 'drawing' })).rejects.toMatchObject({
      code: 'capability-missing',
    });
  });

  it('ends a render at once when nobody wants it any more, and leaves no process', async () => {
    const file = `cancelled ${build.version}.raw`;
    const stop = new AbortController();
    const tools = await found;
    const running = runCommand(tools, endless(file), { purpose: 'writing', signal: stop.signal });
    await until(() => sizeOf(file) > 0);
    const started = performance.now();
    stop.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    // Not a measure of speed: five seconds would mean that it did not hear and had to be killed.
    expect(performance.now() - started).toBeLessThan(4500);
    expect(countProcesses()).toBe(0);
  });

  it('ends one that was given up while it was being started', async () => {
    const stop = new AbortController();
    const running = runCommand(await found, endless('early.raw'), {
      purpose: 'writing',
      signal: stop.signal,
    });
    stop.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('ends a picture decoder that nobody reads', async () => {
    const args = endlessPattern().pipeOutput(1, ['-f', 'rawvideo']).args();
    const running = startFfmpeg(await found, args, { purpose: 'decoding', stdin: 'none' });
    await once(running.stdout, 'readable');
    running.kill();
    expect((await running.exit).code).toBeNull();
  });

  it('kills what takes longer than its limit', async () => {
    const args = endlessPattern().pipeOutput(1, ['-f', 'null']).args();
    const run = runFfmpeg(await found, args, { purpose: 'waiting', limitMillis: 300 });
    await expect(run).rejects.toMatchObject({ code: 'ffmpeg-failed' });
  });

  it('does not collect more than it was allowed to', async () => {
    const args = endlessPattern().pipeOutput(1, ['-f', 'rawvideo']).args();
    const run = runFfmpeg(await found, args, { purpose: 'drawing', maxBytes: 100_000 });
    await expect(run).rejects.toThrow('100000 bytes');
  });
});

describe('a program that is not there', () => {
  it('is named, whoever starts it', async () => {
    const args = pattern(':d=1').pipeOutput(1, ['-f', 'rawvideo']).args();
    const expected = { code: 'ffmpeg-missing', detail: expect.stringContaining('nowhere') };
    await expect(runFfmpeg(missing, args, { purpose: 'drawing' })).rejects.toMatchObject(expected);
    const command = pattern(':d=1').fileOutput(path.join(folder, 'never.raw'), ['-f', 'rawvideo']);
    await expect(runCommand(missing, command, { purpose: 'writing' })).rejects.toMatchObject(expected);
  });
});

describe('the list of recent commands', () => {
  it('holds every command with its end, and tells listeners of both', async () => {
    const tools = await findTools();
    const told: (number | null)[] = [];
    const stop = onCommand(({ millis }) => told.push(millis));
    const args = ['-f', 'lavfi', '-i', 'testsrc=d=1', '-show_entries', 'stream=width'];
    await runFfprobe(tools, args, { purpose: 'asking' });
    stop();
    expect(told).toEqual([null, expect.any(Number)]);
    expect(listCommands().at(-1)).toMatchObject({ purpose: 'asking', exitCode: 0, tail: '' });
    expect(listCommands().at(-1)?.line).toContain('-f lavfi -i testsrc=d=1');
  });

  it('keeps the last words of a command that failed', async () => {
    const asked = runFfprobe(await findTools(), ['-i', 'file:/no/such/file'], { purpose: 'asking' });
    await expect(asked).rejects.toMatchObject({ code: 'file-unreadable' });
    expect(listCommands().at(-1)?.tail).toContain('No such file');
  });
});

describe('children', () => {
  it.each(['exit', 'throw', 'signal'])('die with us, also when we leave by %s', async (way) => {
    const file = path.join(folder, `${way}.raw`);
    const program = path.resolve(import.meta.dirname, '../fixtures/programs/startAndLeave.ts');
    const { signal, stderr } = spawnSync(process.execPath, ['--import', 'tsx', program, way, file], {
      encoding: 'utf8',
    });
    if (way === 'signal') expect(signal).toBe('SIGTERM');
    if (way === 'throw') expect(stderr).toContain('left by throwing');
    await until(async () => {
      const before = sizeOf(`${way}.raw`);
      await new Promise((resolve) => setTimeout(resolve, 300));
      return before > 0 && sizeOf(`${way}.raw`) === before;
    });
  });
});

function pattern(more = ''): Command {
  return createCommand().graphInput(`testsrc=s=64x48${more}`);
}

/** For ever, but at 25 frames a second: a test that goes wrong must not fill the disk. */
function endlessPattern(): Command {
  return createCommand().graphInput('testsrc=s=320x240', ['-re']);
}

function sizeOf(name: string): number {
  return statSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 30));
}
