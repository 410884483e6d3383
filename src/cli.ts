#!/usr/bin/env node
import { runCommandLine } from './cli/runCommandLine';
import { processTerminal } from './cli/terminal';

// no process.exit: what is still on its way through a pipe would be lost
process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal(process));
