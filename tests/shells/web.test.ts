import { describeDoor } from './door.case';
import { describeEngine } from './engine.case';
import { openWeb } from './ways';

describeDoor('the door over loopback HTTP', openWeb, { tellsAbortBeforeReply: true });
describeEngine('the engine over loopback HTTP', openWeb);
