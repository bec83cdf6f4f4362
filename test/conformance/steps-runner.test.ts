// The same suite on the runner of the durable SDK, apart from the others because it moves the clock of its process.
import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';
import { afterAll, beforeAll, it } from 'vitest';
import { durableTestRunner } from '../support/step-drivers.ts';
import { askSteps } from './steps.suite.ts';

beforeAll(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: true }));
afterAll(() => LocalDurableTestRunner.teardownTestEnvironment());

askSteps(durableTestRunner, it.concurrent);
