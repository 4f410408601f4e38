// How long work takes, whatever else the machine does meanwhile.

/** Milliseconds of CPU time that the process spends on some work. */
export function cpuTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
