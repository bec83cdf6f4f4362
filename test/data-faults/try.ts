import { FAULTS } from './catalogue.ts';
import { openWorld } from './world.ts';

const world = await openWorld();
const only = process.argv.slice(2);
for (const fault of FAULTS.filter(({ id }) => only.length === 0 || only.includes(id))) {
  const started = Date.now();
  try {
    const told = await world.tell(fault);
    console.log(
      `${fault.harmless ? '(harmless) ' : ''}${fault.id}: ${told.outcome} ${told.right} → ${told.wrong} ${Date.now() - started} ms\n    ${told.said.slice(0, 4).join('\n    ')}`,
    );
  } catch (error) {
    console.log(`${fault.id}: CRASH ${String((error as Error).stack).slice(0, 400)}`);
  }
}
world.close();
