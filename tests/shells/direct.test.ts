import { describeDoor } from './door.case';
import { describeEngine } from './engine.case';
import { openDirect } from './ways';

describeDoor('the door called directly', openDirect, { tellsAbortBeforeReply: true });
describeEngine('the engine called directly', openDirect);
