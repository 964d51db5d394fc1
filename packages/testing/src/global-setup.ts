/** Runs once before and after all test files. The database package hangs its postmaster here. */
export function globalSetup(): void {}
