// A zip archive of one small file, stored as it is: what Lambda takes for inline code.
import { crc32 } from 'node:zlib';

export function zipOne(name: string, text: string): Buffer {
  const [file, body] = [Buffer.from(name), Buffer.from(text)];
  const sums = Buffer.alloc(12);
  sums.writeUInt32LE(crc32(body), 0);
  sums.writeUInt32LE(body.length, 4);
  sums.writeUInt32LE(body.length, 8);
  const sizes = Buffer.alloc(4);
  sizes.writeUInt16LE(file.length, 0);
  const head = Buffer.concat([bytes(20, 0, 0, 0, 0), sums, sizes]);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, file, body]);
  const directory = Buffer.concat([Buffer.from('PK\x01\x02'), bytes(20), head, Buffer.alloc(14), file]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, directory, Buffer.from('PK\x05\x06'), end]);
}

function bytes(...values: number[]): Buffer {
  const all = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) all.writeUInt16LE(value, index * 2);
  return all;
}
