/**
 * Lets many judgements that become possible at the same moment go one by one, with whatever else the extension host has to
 * do between them. Who asked last goes first: that is the document that somebody types in.
 */
export function createTurns(): () => Promise<void> {
    const waiting: (() => void)[] = [];
    let isTaken = false;
    const giveNext = (): void => {
        const go = waiting.pop();
        isTaken = go !== undefined;
        if (go === undefined) return;
        go();
        setImmediate(giveNext);
    };
    return () =>
        new Promise((resolve) => {
            waiting.push(resolve);
            if (!isTaken) setImmediate(giveNext);
            isTaken = true;
        });
}
