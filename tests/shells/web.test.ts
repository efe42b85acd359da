import { describeDoor } from './door.case';
import { openWeb } from './ways';

describeDoor('the door over loopback HTTP', openWeb, { tellsAbortBeforeReply: true });
