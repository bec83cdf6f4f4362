#!/usr/bin/env node
// The `scorecard` command. Compiled modules are kept on disk, so that a second start is a quick one.
import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('./program.ts');
