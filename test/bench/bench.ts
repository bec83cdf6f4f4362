// `npm run bench`
import { measure, type Task } from './tasks.ts';
const t = JSON.parse(process.argv[2] ?? '{}') as Task;
console.log(JSON.stringify(await measure(t), null, 1));
