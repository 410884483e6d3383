import assert from 'node:assert/strict';
import { EngineError, type EngineErrorReason } from '../../../src/engine/engineError';

/** For `assert.rejects` and `assert.throws`: an `EngineError` for this reason, whose message matches. */
export function failsWith(reason: EngineErrorReason, message = /./): (error: unknown) => boolean {
    return (error) => {
        assert.ok(error instanceof EngineError, String(error));
        assert.equal(error.reason, reason, error.message);
        assert.match(error.message, message);
        return true;
    };
}
