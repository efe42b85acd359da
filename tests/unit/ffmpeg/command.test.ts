import { describe, expect, it } from 'vitest';
import { createCommand } from '../../../native-pipeline/ffmpeg/command';
import { formatCommandLine } from '../../../native-pipeline/ffmpeg/commandLog';

describe('a command', () => {
  it('puts the options of each input before it and those of each output before it', () => {
    const args = createCommand()
      .input({ options: ['-f', 'mov'], url: 'file:/a' })
      .pipeInput(3, ['-f', 'rawvideo'])
      .pipeOutput(1, ['-map', '0:0', '-f', 'rawvideo'])
      .args()
      .join(' ');
    expect(args).toContain('-f mov -i file:/a -f rawvideo -protocol_whitelist pipe -i pipe:3');
    expect(args).toMatch(/-map 0:0 -f rawvideo pipe:1$/);
  });

  it('keeps every word whole, also one that holds a space', () => {
    const args = createCommand()
      .graphInput('testsrc=d=1')
      .fileOutput('/a/b c.mkv', ['-metadata', 'title=a b'])
      .args();
    expect(args).toContain('title=a b');
    expect(args).toContain('file:/a/b c.mkv');
  });

  it('never overwrites unless told to', () => {
    const write = (isOverwriting?: boolean) =>
      createCommand().graphInput('testsrc').fileOutput('/a/b.mkv', [], isOverwriting).args();
    expect(write()).toContain('-n');
    expect(write()).not.toContain('-y');
    expect(write(true)).toContain('-y');
  });

  it('listens to signals where it writes a file, and to nothing where it does not', () => {
    const base = () => createCommand().graphInput('testsrc');
    expect(base().fileOutput('/a/b.mkv', []).args()).not.toContain('-nostdin');
    expect(base().pipeOutput(1, ['-f', 'rawvideo']).args()).toContain('-nostdin');
  });

  it('is shown as a line that a POSIX shell would run', () => {
    expect(formatCommandLine(['ffmpeg', '-i', "file:/it's $(x)", '-f', 'null', '-'])).toBe(
      `ffmpeg -i 'file:/it'\\''s $(x)' -f null -`,
    );
  });
});
