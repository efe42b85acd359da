/**
 * The command line: arguments to client calls, replies to text or JSON. It holds no logic of its own.
 */
import { isCancelled, WorkbenchError } from '../model/errors';
import { analyse } from './analyse';
import { parseArguments, UsageError } from './arguments';
import { doctor } from './doctor';
import { frame } from './frame';
import { open } from './open';
import { readVersion } from './places';
import { probe } from './probe';
import { recipes } from './recipes';
import { render } from './render';
import { type Session, sayProblem, startSession } from './session';
import { stills } from './stills';
import { USAGE } from './usage';

const COMMANDS: Record<string, (session: Session) => Promise<void>> = {
  probe,
  analyse,
  frame,
  render,
  recipes,
  stills,
  doctor,
};
const LATER = ['compare', 'align'];

process.exitCode = await run(process.argv.slice(2));

/** Exit code: 0 done, 1 failed, 2 wrong usage, 130 cancelled. */
async function run(argv: string[]): Promise<number> {
  const isJson = argv.includes('--json');
  try {
    const args = parseArguments(argv);
    const name = args.words.shift();
    if (args.version) return say(await readVersion());
    if (args.help || name === 'help') return say(USAGE);
    if (name === undefined) throw new UsageError('There is no command');
    if (name === 'open') return await open(args);
    if (LATER.includes(name)) throw new UsageError(`"${name}" comes with later work`);
    const command = COMMANDS[name];
    if (!command) throw new UsageError(`There is no command "${name}"`);
    return await runInSession(command, await startSession(args));
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}.\nTry: remaster --help\n`);
      return 2;
    }
    sayProblem(error, isJson);
    return isCancelled(error) ? 130 : 1;
  }
}

async function runInSession(command: (session: Session) => Promise<void>, session: Session): Promise<number> {
  let isCancelling = false;
  const interrupted = new Promise<never>((_resolve, reject) => {
    // Ctrl-C gives the work up; a machine that shuts down only ends it, and what can be continued later stays.
    const cancel = () => {
      isCancelling = true;
      reject(new WorkbenchError('cancelled', 'Interrupted.'));
    };
    const end = () =>
      reject(
        new WorkbenchError('cancelled', 'Ended.', 'What is finished of a long render is kept: --resume.'),
      );
    // Not `once`: a listener that has gone looks to the engine as if nobody tidied up, and it would end the process at once.
    process.on('SIGINT', cancel);
    process.on('SIGTERM', end);
  });
  try {
    await Promise.race([command(session), interrupted]);
    return 0;
  } finally {
    if (isCancelling) await session.cancelJobs();
    // Ends jobs, their processes and what they had half written.
    await session.close();
  }
}

function say(text: string): number {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  return 0;
}
