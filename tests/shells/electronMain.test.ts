/** The desktop shell's main process and preload, as built, under the stand-in: the start, the walls, the desk, the end. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { COMMANDS } from '../../model/commands';
import { type Life, type LifeOptions, leaveDesktop, live, OUT, prepareDesktop } from './desktop';

let life: Life;
const begin = async (options?: LifeOptions) => {
  life = await live(options);
};
beforeAll(prepareDesktop);
afterEach(() => life?.end());
afterAll(leaveDesktop);

const ORIGIN = 'workbench://app';

describe('the start of the desktop shell', () => {
  it('is never tried here with the real electron package, which would download', async () => {
    expect(Object.keys(await import('electron'))).toContain('standIn');
  });

  it('registers scheme and sandbox before Electron is ready, and opens nothing yet', async () => {
    const seen: unknown[] = [];
    await begin({
      beforeReady: ({ schemes, windows }) => seen.push(Object.fromEntries(schemes), windows().length),
    });
    const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true };
    expect(seen).toEqual([{ workbench: privileges }, 0]);
    expect(life.app.isSandboxEnabled).toBe(true);
  });

  it('opens one isolated, sandboxed window without Node', async () => {
    await begin();
    expect(life.standIn.windows()).toHaveLength(1);
    expect(life.window().options.webPreferences).toEqual({
      preload: path.join(OUT, 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    });
  });

  it('shows the window only when there is something to see', async () => {
    await begin();
    expect(life.window().isShown).toBe(false);
    await vi.waitFor(() => expect(life.window().isShown).toBe(true));
  });

  it('gives way to the workbench that is open already, and hands its files over', async () => {
    await begin({ hasLock: false, words: ['/films/a.vob', '--reference=/films/hd.mkv'] });
    expect(life.standIn.windows()).toHaveLength(0);
    expect(life.standIn.machine.happened).toEqual(['before-quit', 'will-quit', 'quit']);
    expect(life.app.lockData).toEqual({ paths: ['/films/a.vob'], reference: '/films/hd.mkv' });
  });

  it('says what broke and ends with a failure where it cannot start', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await begin({ isHomeless: true });
    await life.untilEnded();
    expect(life.app.exitCode).toBe(1);
    expect(life.standIn.asked).toMatchObject([
      { kind: 'error', options: { content: expect.stringContaining('userData') } },
    ]);
  });

  it('tells of a later slip once and goes on', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await begin();
    life.crash(new Error('slip'));
    life.crash(new Error('slip again'));
    expect(life.standIn.asked.filter(({ kind }) => kind === 'error')).toHaveLength(1);
    expect(life.app.exitCode).toBeNull();
  });
});

describe('the walls of the desktop shell', () => {
  const carry = (url: string, initiator: string | undefined, init = {}) =>
    life.session.defaultSession.protocol.carry(url, init, initiator).then(({ status }) => status);

  it('answer the page, and nobody else', async () => {
    await begin();
    const page = await life.page();
    expect((await page.fetch('/api/recipes')).status).toBe(200);
    for (const initiator of [
      'https://evil.example',
      'null',
      'workbench://other',
      'file://',
      'devtools://devtools',
    ]) {
      expect(await carry(`${ORIGIN}/api/recipes`, initiator)).toBe(403);
      expect(await carry(`${ORIGIN}/`, initiator)).toBe(403);
    }
    expect(await carry('workbench://other/api/recipes', 'workbench://other')).toBe(403);
    await expect(carry('workbench://user:x@app/', ORIGIN)).rejects.toThrow('ERR_UNEXPECTED');
  });

  it('let main load the page, but no endpoint by any spelling', async () => {
    await begin();
    for (const path of ['/api/recipes', '/%61pi/recipes', '//api/recipes', '/api', '/x/%2e%2e/api/recipes']) {
      expect(await carry(`${ORIGIN}${path}`, undefined)).toBe(403);
    }
    expect(await carry(`${ORIGIN}/`, undefined, { method: 'POST' })).toBe(403);
    expect(await carry(`${ORIGIN}/`, undefined)).not.toBe(403);
  });

  it.each([
    'https://evil.example/',
    'file:///etc/passwd',
    'workbench://other/',
    'workbench:app',
    'workbench://app@evil.example/',
    'workbenchx://app/',
    'javascript:alert(1)',
    'data:text/html,x',
    'about:blank',
    '',
  ])('hold the window back from %s', async (url) => {
    await begin();
    const contents = life.window().webContents;
    expect([contents.tryNavigate(url), contents.tryRedirect(url), contents.tryOpen(url)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('let the page go to itself, but open no second window, no webview, no download', async () => {
    await begin();
    const contents = life.window().webContents;
    expect(contents.tryNavigate(`${ORIGIN}/#x`)).toBe(true);
    expect([contents.tryOpen(`${ORIGIN}/`), contents.tryWebview()]).toEqual([false, false]);
    expect(life.session.defaultSession.emitPreventable('will-download')).toBe(true);
  });

  it('grant the page full screen and copying, and nothing else to anyone', async () => {
    await begin();
    const { defaultSession } = life.session;
    const asked = (permission: string, url = `${ORIGIN}/`) =>
      defaultSession.askPermission(null, permission, url);
    const checked = (permission: string, url = `${ORIGIN}/`) =>
      defaultSession.checkPermission(null, permission, url);
    for (const permission of ['fullscreen', 'clipboard-sanitized-write']) {
      expect([await asked(permission), checked(permission)]).toEqual([true, true]);
      expect([await asked(permission, 'https://evil.example/'), checked(permission, '')]).toEqual([
        false,
        false,
      ]);
    }
    for (const permission of [
      'media',
      'geolocation',
      'clipboard-read',
      'openExternal',
      'fileSystem',
      'not-invented-yet',
    ]) {
      expect([await asked(permission), checked(permission)]).toEqual([false, false]);
    }
  });

  it('hear calls from the main frame of our page only', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await begin();
    const page = await life.page();
    await expect(page.invokeFrom(page.frame, 'take-files')).resolves.toEqual([]);
    await expect(page.invokeFrom(page.embed(`${ORIGIN}/`), 'take-files')).rejects.toThrow('not allowed');
    const elsewhere = { ...page.embed('https://evil.example/'), parent: null };
    await expect(page.invokeFrom(elsewhere, 'choose-files', {})).rejects.toThrow('not allowed');
    life.window().webContents.reload();
    await expect(page.invokeFrom(page.frame, 'take-files')).rejects.toThrow('not allowed');
    expect(life.standIn.asked).toEqual([]);
  });

  it('show the page a frozen bridge of the Shell and nothing of Electron', async () => {
    await begin();
    const { window } = await life.page();
    expect(Object.keys(window)).toEqual(['remaster']);
    const methods = [
      'chooseFiles',
      'chooseFolder',
      'chooseTarget',
      'pathOfDropped',
      'revealFile',
      'onCommand',
      'onFiles',
    ];
    expect(Object.keys(window.remaster as object).sort()).toEqual(['kind', ...methods].sort());
    expect(Object.isFrozen(window.remaster)).toBe(true);
  });
});

describe('the desk', () => {
  it('opens files by the dialog and comes back to the folder of last time, also in the next life', async () => {
    await begin();
    const films = path.join(life.home, 'films');
    mkdirSync(films);
    const shell = await life.shell();
    const options = { title: 'Open a clip', kind: 'video', isMultiple: true } as const;
    expect(await shell.chooseFiles(options)).toEqual([]);
    life.standIn.answers.push({
      canceled: false,
      filePaths: [path.join(films, 'a.vob'), path.join(films, 'b.vob')],
    });
    expect(await shell.chooseFiles(options)).toEqual([path.join(films, 'a.vob'), path.join(films, 'b.vob')]);
    await shell.chooseFiles(options);
    const folders = life.standIn.asked.map(({ options: { defaultPath } }) => defaultPath);
    expect(folders).toEqual([life.home, life.home, films]);
    expect(life.standIn.asked[0]).toMatchObject({
      hasWindow: true,
      options: { title: 'Open a clip', properties: ['openFile', 'multiSelections'] },
    });
    const { home } = life;
    await life.end();
    await begin({ home });
    await (await life.shell()).chooseFiles({ ...options, isMultiple: false });
    expect(life.standIn.asked[0]?.options).toMatchObject({ defaultPath: films, properties: ['openFile'] });
  });

  it('takes odd options for what they are', async () => {
    await begin();
    const page = await life.page();
    for (const odd of [undefined, null, 7, 'x', { title: {}, kind: '__proto__', isMultiple: 'no' }, []]) {
      expect(await page.invokeFrom(page.frame, 'choose-files', odd)).toEqual([]);
      expect(await page.invokeFrom(page.frame, 'choose-folder', odd)).toBe('');
      expect(await page.invokeFrom(page.frame, 'choose-target', odd)).toBe('');
      expect(await page.invokeFrom(page.frame, 'reveal-file', odd)).toBe(false);
    }
  });

  it('chooses a folder', async () => {
    await begin();
    const shell = await life.shell();
    expect(await shell.chooseFolder('Stills go to')).toBe('');
    life.standIn.answers.push({ canceled: false, filePaths: [life.home] });
    expect(await shell.chooseFolder('Stills go to')).toBe(life.home);
  });

  it('adds the extension that Linux leaves out, and asks again where that names another file', async () => {
    await begin();
    const shell = await life.shell();
    const film = path.join(life.home, 'film');
    const choose = (...answers: unknown[]) => {
      life.standIn.answers.push(...answers);
      return shell.chooseTarget({ title: 'Render', suggestedName: 'film.mkv', extensions: ['mkv', 'mov'] });
    };
    const chosen = (filePath: string) => ({ canceled: false, filePath });
    expect(await choose()).toBe('');
    expect(await choose(chosen(film))).toBe(`${film}.mkv`);
    expect(await choose(chosen(`${film}.MOV`))).toBe(`${film}.MOV`);
    writeFileSync(`${film}.mkv`, '');
    expect(await choose(chosen(film), { response: 1 })).toBe('');
    expect(await choose(chosen(film), { response: 0 })).toBe(`${film}.mkv`);
    expect(await choose(chosen(`${film}.mkv`))).toBe(`${film}.mkv`); // the dialog itself has asked
  });

  it('does not let the page choose the folder of a target', async () => {
    await begin();
    await (await life.shell()).chooseTarget({
      title: '',
      suggestedName: '../../etc/x.mkv',
      extensions: ['mkv'],
    });
    expect(life.standIn.asked[0]?.options.defaultPath).toBe(path.join(life.home, 'x.mkv'));
  });

  it('shows a file in its folder where there is one', async () => {
    await begin();
    const shell = await life.shell();
    const file = path.join(life.home, 'x.png');
    expect(await shell.revealFile(file)).toBe(false);
    writeFileSync(file, '');
    expect(await shell.revealFile(file)).toBe(true);
    expect(await shell.revealFile('relative.png')).toBe(false);
    expect(life.standIn.revealed).toEqual([file]);
  });

  it('knows the path of a dropped file, and none for what a script made', async () => {
    await begin();
    const shell = await life.shell();
    expect(shell.pathOfDropped(life.standIn.fileFromDisk('/films/a.vob'))).toBe('/films/a.vob');
    expect(shell.pathOfDropped(new File([], 'x'))).toBe('');
    expect(shell.pathOfDropped({})).toBe('');
  });

  it('brings every chosen command of the menu to the page until it stops listening', async () => {
    await begin();
    const heard: string[] = [];
    const stop = (await life.shell()).onCommand((id) => heard.push(id));
    for (const { id } of COMMANDS) life.standIn.choose(id);
    await vi.waitFor(() => expect(heard).toEqual(COMMANDS.map(({ id }) => id)));
    stop();
    life.standIn.choose('file.open');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(heard).toHaveLength(COMMANDS.length);
  });
});

describe('files from outside', () => {
  it('of the command line are what the page opens first', async () => {
    await begin({
      words: ['/films/a.vob', 'file:///films/b%20c.vob', '--reference=/films/hd.mkv', '--inspect=0'],
    });
    const start = await (await (await life.page()).fetch('/api/start')).json();
    expect(start).toMatchObject({ paths: ['/films/a.vob', '/films/b c.vob'], reference: '/films/hd.mkv' });
  });

  it('of the Finder, before ready, too', async () => {
    await begin({ beforeReady: ({ openFile }) => expect(openFile('/films/finder.vob')).toBe(true) });
    const start = await (await (await life.page()).fetch('/api/start')).json();
    expect(start).toMatchObject({ paths: ['/films/finder.vob'] });
  });

  it('wait until the page listens, and arrive once', async () => {
    await begin();
    life.standIn.secondInstance({ paths: ['/films/early.vob'] });
    const shell = await life.shell();
    const heard: string[][] = [];
    shell.onFiles((paths) => heard.push(paths));
    await vi.waitFor(() => expect(heard).toEqual([['/films/early.vob']]));
    life.standIn.openFile('/films/late.vob');
    await vi.waitFor(() => expect(heard).toEqual([['/films/early.vob'], ['/films/late.vob']]));
  });

  it('of a second start bring the window to the front, also out of the dock', async () => {
    await begin();
    life.window().minimize();
    life.standIn.secondInstance({ paths: [] });
    expect([life.window().isMinimized(), life.window().isFocused]).toEqual([false, true]);
  });

  it('are none where another process talks nonsense', async () => {
    await begin();
    for (const data of [null, 'x', { paths: 'x' }, { paths: ['relative', 5] }])
      life.standIn.secondInstance(data);
    const page = await life.page();
    expect(await page.invokeFrom(page.frame, 'take-files')).toEqual([]);
  });
});

describe('the end', () => {
  it('comes with the last window, and waits for the engine', async () => {
    await begin();
    await life.page();
    life.window().close();
    await life.untilEnded();
    const once = ['before-quit', 'will-quit'];
    expect(life.standIn.machine.happened).toEqual(['close', ...once, ...once, 'quit']);
    expect(life.app.exitCode).toBe(0);
  });

  it('asks once however often it is asked for', async () => {
    await begin();
    life.app.quit();
    life.app.quit();
    life.app.quit();
    await life.untilEnded();
    expect(life.standIn.machine.happened.filter((name) => name === 'quit')).toHaveLength(1);
  });

  it('of the session ends the program at once', async () => {
    await begin();
    life.window().emit('session-end');
    expect(life.standIn.machine.happened).toEqual(['quit']);
  });

  it.runIf(process.platform === 'linux')(
    'stops a render politely: no ffmpeg and no half-written file stay',
    async () => {
      await begin();
      const page = await life.page();
      const ask = async (address: string, body: object) =>
        (await page.fetch(address, { method: 'POST', body: JSON.stringify(body) })).json();
      const sample = path.join(import.meta.dirname, '../../samples/station-sd.mpg');
      const { id: clipId } = await ask('/api/clips', { path: sample });
      await ask('/api/renders', {
        clipId,
        recipe: null,
        out: path.join(life.home, 'out.mkv'),
        codec: 'ffv1',
      });
      await vi.waitFor(() => expect(childrenOfThis()).not.toEqual([]), { timeout: 10_000 });
      life.app.quit();
      await life.untilEnded();
      await vi.waitFor(() => expect(childrenOfThis()).toEqual([]));
      expect(readdirSync(life.home)).toEqual(['userData']);
    },
  );

  it('remembers the window for the next life', async () => {
    await begin();
    life.window().bounds = { x: 200, y: 100, width: 1000, height: 700 };
    life.window().maximize();
    const { home } = life;
    await life.end();
    await begin({ home });
    expect(life.window().options).toMatchObject({ x: 200, y: 100, width: 1000, height: 700 });
    expect(life.window().isMaximized()).toBe(true);
  });

  it('of the page offers a reload', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await begin();
    const first = await life.page();
    life.standIn.answers.push({ response: 0 });
    life.window().webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    await vi.waitFor(() => expect(life.window().webContents.page).not.toBe(first));
    life.window().webContents.emit('render-process-gone', {}, { reason: 'oom' });
    await life.untilEnded();
  });
});

/** The processes that this one has started and that are alive. */
function childrenOfThis(): string[] {
  return readdirSync('/proc/self/task').flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' ').filter(isFfmpeg),
  );
}

function isFfmpeg(pid: string): boolean {
  try {
    return pid !== '' && /^ff(mpeg|probe)$/m.test(readFileSync(`/proc/${pid}/comm`, 'utf8'));
  } catch {
    return false; // gone meanwhile
  }
}
