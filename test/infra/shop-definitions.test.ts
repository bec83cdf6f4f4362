// What a shop brings to synthesis, and that its mistakes end there.
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDefinitions } from '../../functions/definitions/load.ts';
import { readDefinitionFiles } from '../../functions/local/definition-files.ts';
import { compileTemplates, readShopDefinitions, readShopFiles } from '../../infra/shop-definitions.ts';
import { ROOT, sampleShop } from './synthesize.ts';

const { files, definitions, templates } = sampleShop;

describe('the files of a shop', () => {
  it('say their place from the root of the repository, on every machine the same', () => {
    expect(files['kpis/sales.yaml']?.file).toBe('templates/kpis/sales.yaml');
    expect(files['shop.yaml']?.file).toBe('examples/sample/shop.yaml');
    expect(JSON.stringify({ files, templates })).not.toContain(ROOT);
  });

  it('come in one order, whatever the file system says', () => {
    expect(Object.keys(files)).toEqual(Object.keys(files).sort());
  });

  it('are the templates with the shop laid over them', () => {
    const northwind = readShopFiles('examples/northwind');
    expect(northwind['scorecards/department.yaml']?.file).toBe('examples/northwind/scorecards/department.yaml');
    expect(northwind['locales/en.yaml']?.file).toBe('templates/locales/en.yaml');
  });

  it('hold everything that definitions are made of: read again, they have the same hash', () => {
    expect(readShopDefinitions('examples/sample', files).hash).toBe(definitions.hash);
  });

  it.each(['examples/sample', 'examples/northwind'])('are those that a laptop reads of %s', (folder) => {
    const onLaptop = readDefinitionFiles(path.join(ROOT, 'templates'), path.join(ROOT, folder));
    expect(Object.keys(readShopFiles(folder))).toEqual(Object.keys(onLaptop).sort());
    expect(readShopDefinitions(folder).hash).toBe(loadDefinitions(onLaptop).definitions?.hash);
  });
});

describe('a mistake', () => {
  it('in a definition ends synthesis with its place and remedy', () => {
    const wrong = {
      ...files,
      'shop.yaml': { file: 'examples/sample/shop.yaml', text: 'name: Shop\nsender: nobody\n' },
    };
    expect(() => readShopDefinitions('examples/sample', wrong)).toThrow(
      /examples\/sample\/shop\.yaml:2:9 {2}INVALID_VALUE/,
    );
  });

  it('in a mail template ends synthesis with its place, once for all languages', async () => {
    const layout = 'monthly-executive.mjml';
    const broken = {
      ...definitions,
      email: { ...definitions.email, [layout]: '<mjml><mj-body><mj-tabel/></mj-body></mjml>' },
    };
    const failed = await compileTemplates('examples/sample', broken).catch(String);
    expect(failed).toContain('The e-mail templates of examples/sample do not hold.');
    expect(failed).toMatch(/monthly-executive\.mjml:1:1 {2}INVALID_TEMPLATE\n {2}<mj-tabel>/);
    expect(String(failed).match(/INVALID_TEMPLATE/g)).toHaveLength(1);
  });
});
