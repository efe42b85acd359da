import { describeDoor } from './door.case';
import { openDirect } from './ways';

describeDoor('the door called directly', openDirect, { tellsAbortBeforeReply: true });
