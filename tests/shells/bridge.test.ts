import { describeDoor } from './door.case';
import { openBridge } from './ways';

describeDoor("the door through Electron's protocol bridge", openBridge, { tellsAbortBeforeReply: false });
