// Turns of the event loop: where long work lets messages in, and short work waits until they are read.

/** Settles in a later turn of the event loop, when messages that have arrived had their chance. */
export function nextTurn(): Promise<void> {
  // A web worker has no setImmediate.
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}

/** Makes a function to await inside a long loop: it gives way every `slice` milliseconds. */
export function breather(slice = 10): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < slice) return undefined;
    return nextTurn().then(() => {
      since = performance.now();
    });
  };
}

/**
 * Makes a function that has `run` called once all messages at hand are read, so that a burst of them costs one call. A
 * burst without end is interrupted every 50 milliseconds. Calls never overlap; one that throws is handed to `fail`.
 */
export function coalesced(run: () => Promise<void> | void, fail: (error: unknown) => void): () => void {
  let calls = 0;
  let running = false;
  const settle = async () => {
    running = true;
    while (calls > 0) {
      await quiet(() => calls);
      calls = 0;
      try {
        await run();
      } catch (error) {
        fail(error);
      }
    }
    running = false;
  };
  return () => {
    calls++;
    if (!running) void settle();
  };
}

/** Waits until a turn brings no further call. The connection reads one message a turn, which may start after ours. */
async function quiet(calls: () => number): Promise<void> {
  const deadline = performance.now() + 50;
  for (let before = -1; before !== calls() && performance.now() < deadline; ) {
    before = calls();
    await nextTurn();
    await nextTurn();
  }
}
