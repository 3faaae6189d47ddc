// Counts checks and prints what is wrong, in the form that tests/run adds up.

/** How many faults of one check are printed. */
const SHOWN = 12;

export function report() {
  let passed = 0;
  let failed = 0;
  return {
    /** One check: it holds when there is no fault. */
    check(name, faults, { quiet = false } = {}) {
      if (faults.length === 0) {
        passed += 1;
        if (!quiet) console.log(`ok   ${name}`);
        return;
      }
      failed += 1;
      console.log(`FAIL ${name} (${faults.length})`);
      for (const fault of faults.slice(0, SHOWN)) console.log(`     ${fault}`);
      if (faults.length > SHOWN) console.log(`     … and ${faults.length - SHOWN} more`);
    },
    fail(name, fault) { this.check(name, [fault]); },
    /** One check that is a piece of work giving its faults; if it breaks off, that is its fault and the others go on. */
    async run(name, work) { this.check(name, await work().then((faults) => faults ?? [], (error) => [error.message.split('\n')[0]])); },
    /** Prints the closing line and ends the process. */
    end() {
      console.log(`${passed} passed, ${failed} failed`);
      process.exit(failed === 0 ? 0 : 1);
    },
  };
}
