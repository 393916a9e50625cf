import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { columnTitle } from '../../web/src/state/columns.js';
import { oneAgainstRest, parseTable } from '../../web/src/state/table.js';
import { tableFiles } from '../../web/src/state/table-files.js';
import { tableSources } from '../../web/src/state/table-sources.js';
import { loadTable, tableNames, tables } from '../../web/src/state/tables.js';

const small = 'width,height,kind\n1,2,a\n3,4,b\n5,6.5,a\n';
const sentence = ({ row, message }) => (row === null ? message : `row ${row}: ${message}`);
const messages = ({ problems }) => problems.map(sentence);
const lines = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join('\n');

describe('a table', () => {
  it('becomes own data: two columns of numbers and the classes of the label', async () => {
    const { data, picked, problems } = await parseTable(small);
    expect(data).toEqual({
      inputs: [[1, 2], [3, 4], [5, 6.5]],
      labels: [0, 1, 0],
      classes: ['a', 'b'],
      names: ['width', 'height'],
      trainFraction: 0.5,
      normalization: 'standardize',
    });
    expect(picked).toEqual({ inputs: [0, 1], label: 2 });
    expect(problems).toEqual([]);
  });

  it.each([
    ['semicolons and decimal commas', 'w;h;k\n1,5;2;a\n3;4,25;b', [[1.5, 2], [3, 4.25]]],
    ['tabs', 'w\th\tk\n1\t2\ta\n3\t4\tb', [[1, 2], [3, 4]]],
    ['no header', '1,2,a\n3,4,b', [[1, 2], [3, 4]]],
    ['Windows line ends and a byte-order mark', '\uFEFFw,h,k\r\n1,2,a\r\n3,4,b\r\n', [[1, 2], [3, 4]]],
    ['quotes around a comma', 'w,h,k\n1,2,"a, or so"\n3,4,b', [[1, 2], [3, 4]]],
    ['empty lines', 'w,h,k\n\n1,2,a\n\n3,4,b\n\n', [[1, 2], [3, 4]]],
    ['exponents and signs', 'w,h,k\n-1e-3,+2,a\n.5,4.,b', [[-0.001, 2], [0.5, 4]]],
    ['tabs and decimal commas', 'w\th\tk\n1,5\t2\ta\n3\t4,25\tb', [[1.5, 2], [3, 4.25]]],
    ['tabs, decimal commas and no header', '1,5\t2,5\ta\n3,5\t4,25\tb', [[1.5, 2.5], [3.5, 4.25]]],
    ['semicolons and decimal points', 'w;h;k\n1.5;2;a\n3;4.25;b', [[1.5, 2], [3, 4.25]]],
  ])('may have %s', async (_, text, inputs) => {
    const { data, problems } = await parseTable(text);
    expect(data?.inputs).toEqual(inputs);
    expect(data?.labels).toEqual([0, 1]);
    expect(problems).toEqual([]);
  });

  it('may have its label first, or numbers for labels', async () => {
    expect((await parseTable('k,w,h\na,1,2\nb,3,4')).picked).toEqual({ inputs: [1, 2], label: 0 });
    expect((await parseTable('label,w,h\n0,1,2\n1,3,4')).picked).toEqual({ inputs: [1, 2], label: 0 });
    const numbered = await parseTable('1,2,0\n3,4,1\n5,6,1');
    expect(numbered.data).toMatchObject({ labels: [0, 1, 1], classes: ['0', '1'] });
  });

  it('is told by the name of its label before its place, and by y only where it can be one', async () => {
    const plane = await parseTable(`x,y,class\n${lines(60, (i) => `${i},${i * 1.5},${'ab'[i % 2]}`)}`);
    expect(plane.picked).toEqual({ inputs: [0, 1], label: 2 });
    expect((await parseTable('y,x,species\n1,2,0\n2,3,1')).picked).toEqual({ inputs: [0, 1], label: 2 });
    expect((await parseTable('x1,x2,y\n1,2,0\n2,3,1')).picked).toEqual({ inputs: [0, 1], label: 2 });
    const measured = await parseTable(`x,side,y\n${lines(60, (i) => `${i * 2},${i % 2},${i * 1.5}`)}`);
    expect(measured.picked).toEqual({ inputs: [0, 2], label: 1 });
  });

  it('never reads the commas of thousands as decimal ones where points are', async () => {
    const result = await parseTable('w\th\tk\n1,234\t2.5\ta\n3\t4\tb\n5\t6\ta\n7\t8\tb\n9\t9\tb');
    expect(messages(result)).toEqual(['row 2: w: "1,234" is not a number']);
  });

  it('keeps every row where lines between them are empty', async () => {
    const { data, problems } = await parseTable(lines(9_000, (i) => `${i},1,${'ab'[i % 2]}\n`));
    expect(data?.inputs).toHaveLength(9_000);
    expect(problems).toEqual([]);
  });

  it('has its columns chosen by name or by position', async () => {
    const text = 'a,b,c,kind,other\n1,2,3,x,u\n4,5,6,y,v';
    const byName = await parseTable(text, { inputs: ['c', 'a'], label: 'other' });
    expect(byName.data).toMatchObject({ inputs: [[3, 1], [6, 4]], classes: ['u', 'v'], names: ['c', 'a'] });
    const byPosition = await parseTable(text, { inputs: [2, 0], label: 4 });
    expect(byPosition.data).toEqual(byName.data);
  });

  it('may have one column of numbers, or many of them chosen', async () => {
    expect((await parseTable('w,k\n1,a\n2,b')).data).toMatchObject({ inputs: [[1], [2]], names: ['w'] });
    const wide = `${lines(70, (i) => `c${i}`).replaceAll('\n', ',')},kind\n${lines(4, (row) => `${Array(70).fill(row)},${'ab'[row % 2]}`)}`;
    const many = await parseTable(wide, { inputs: Array.from({ length: 64 }, (_, i) => i), label: 'kind' });
    expect(many.data?.inputs.map((row) => row.length)).toEqual([64, 64, 64, 64]);
    expect(many.data?.names).toHaveLength(64);
    const tooMany = await parseTable(wide, { inputs: Array.from({ length: 65 }, (_, i) => i), label: 'kind' });
    expect(tooMany.data).toBeNull();
    expect(messages(tooMany)).toEqual(['65 columns are chosen; 1…64 can be learned from']);
    expect(messages(await parseTable(wide, { inputs: [], label: 'kind' }))).toEqual(['0 columns are chosen; 1…64 can be learned from']);
  });

  it('has numbers to learn where its answers are too many for classes, brought to −1…1', async () => {
    const text = `size,rooms,price\n${lines(21, (i) => `${i},${i % 3},${100 + 10 * i}`)}`;
    const { data, picked, range, problems } = await parseTable(text, { inputs: ['size', 'rooms'], label: 'price' });
    expect(picked).toEqual({ inputs: [0, 1], label: 2 });
    expect(data).toEqual({
      inputs: Array.from({ length: 21 }, (_, i) => [i, i % 3]), targets: Array.from({ length: 21 }, (_, i) => [expect.closeTo(i / 10 - 1, 12)]),
      names: ['size', 'rooms'], trainFraction: 0.5, normalization: 'standardize',
    });
    expect(range).toEqual({ min: 100, max: 300 });
    expect(problems).toEqual([]);
    expect((await parseTable(text, { inputs: ['size'], label: 'rooms' })).data).toMatchObject({ classes: ['0', '1', '2'] });
  });

  it('names the rows whose number to learn is none', async () => {
    const result = await parseTable(`x1,x2,z\n${lines(21, (i) => `${i},1,${i === 5 ? 'many' : i}`)}`);
    expect(messages(result)).toEqual(['row 7: z: "many" is not a number']);
    expect(result.data?.targets).toHaveLength(20);
  });

  it('names every row it leaves out, as a spreadsheet counts, and why', async () => {
    const wrong = 'w,h,k\n1,2,a\n,4,b\n5,six,a\n7,8,\n\n9,NA,b\n';
    const result = await parseTable(`${wrong}3,4,b\n2,1,a\n6,1,b\n5,4,a\n8,9,b\n1,1,a\n`);
    expect(messages(result)).toEqual([
      'row 3: w is missing',
      'row 4: h: "six" is not a number',
      'row 5: k is missing',
      'row 7: h is missing',
    ]);
    expect(result.problems.map(({ column }) => column)).toEqual(['w', 'h', 'k', 'h']);
    expect(result.data?.inputs).toHaveLength(7);
    expect(result.leftOut).toBe(4);
  });

  it('with hundreds of wrong rows names twenty and counts the rest', async () => {
    const result = await parseTable(`w,h,k\n${lines(300, (i) => (i % 10 ? `${i},1,${'ab'[i % 2]}` : `,1,a`))}`);
    expect(result.problems).toHaveLength(21);
    expect(messages(result).at(-1)).toBe('10 more rows can\'t be used');
    expect(result.leftOut).toBe(30);
  });

  it.each([
    ['nothing', '', 'the table has no rows of data'],
    ['only a header', 'w,h,k\n', 'the table has no rows of data'],
    ['one column', 'hello\nworld', /^a column of numbers and one with the answer are needed; found 0/],
    ['one class', '1,2,a\n3,4,a', 'column column 3: 1 different labels; 2…10 are needed'],
    ['too many classes', lines(11, (i) => `1,2,k${i}`), 'column column 3: 11 different labels; 2…10 are needed'],
    ['too many rows', lines(10_001, (i) => `1,2,${'ab'[i % 2]}`), 'the table has more than 10000 rows'],
    ['too many empty lines', `1,2,a\n${'\n'.repeat(100_000)}3,4,b`, 'the table has 100000 lines or more, most of them empty'],
    ['too many bytes', 'ä'.repeat(2_500_001), 'the table is larger than 5 MB'],
    ['an open quotation', 'w,h,k\n1,2,"a\n3,4,b', /quotation mark has no partner/],
  ])('with %s is refused in a sentence', async (_, text, message) => {
    const result = await parseTable(text);
    expect(result.data).toBeNull();
    expect(result.problems[0]?.message).toMatch(message);
  });

  it('says which columns there are when a chosen one is not', async () => {
    const result = await parseTable(small, { inputs: ['width', 'depth'], label: 'kind' });
    expect(messages(result)).toEqual(['there is no column depth; the columns are width, height, kind']);
    expect(result.columns.map(({ numeric }) => numeric)).toEqual([true, true, false]);
  });
});

describe('a column title', () => {
  it.each([
    ['bill_length_mm', 'bill length (mm)'], ['body_mass_g', 'body mass (g)'], ['share_pct', 'share (%)'],
    ['mm', 'mm'], ['bill length (mm)', 'bill length (mm)'], ['x1', 'x1'],
  ])('of %s is %s', (name, title) => {
    expect(columnTitle(name)).toBe(title);
  });
});

describe('one class against the rest', () => {
  it('makes the chosen class number 1', async () => {
    const { data } = await parseTable('1,2,a\n3,4,b\n5,6,c\n7,8,b');
    expect(oneAgainstRest(data, 'b')).toMatchObject({ labels: [0, 1, 0, 1], classes: ['not b', 'b'] });
  });

  it('of two classes keeps the other\'s name', async () => {
    const { data } = await parseTable(small);
    expect(oneAgainstRest(data, 'a')).toMatchObject({ labels: [1, 0, 1], classes: ['b', 'a'] });
  });

  it('names the classes when the chosen one is not among them', async () => {
    const { data } = await parseTable(small);
    expect(() => oneAgainstRest(data, 'z')).toThrow('z is not a class of this table; expected one of a, b');
  });
});

const read = (url) => readFile(url, 'utf8');

describe('the iris flowers', () => {
  it('are fifty of each species', async () => {
    const data = await loadTable('iris', read);
    expect(data.inputs[0]).toEqual([5.1, 3.5, 1.4, 0.2]);
    expect(data).toMatchObject({ classes: ['setosa', 'versicolor', 'virginica'], normalization: 'standardize', trainFraction: 0.5 });
    expect([0, 1, 2].map((label) => data.labels.filter((other) => other === label).length)).toEqual([50, 50, 50]);
    expect(data.names[2]).toBe('petal length (cm)');
  });
});

describe('the digits', () => {
  it('are 1,797 images of 64 pixels from 0 to 16', async () => {
    const data = await loadTable('digits', read);
    expect(data.inputs).toHaveLength(1797);
    // the first line of the repository's CSV
    expect(data.inputs[0].slice(0, 16)).toEqual([0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0]);
    expect(data.labels.slice(0, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const pixels = data.inputs.flat();
    expect([Math.min(...new Set(pixels)), Math.max(...new Set(pixels))]).toEqual([0, 16]);
    expect(data.names[9]).toBe('r2 c2');
    expect(data.normalization).toBe('minMax');
  });

  it('of a damaged file are refused', async () => {
    await expect(loadTable('digits', async () => 'abc\n')).rejects.toThrow('Handwritten digits of 8 × 8 pixels: the file is damaged');
  });
});

describe('the penguins', () => {
  it('come in mm, Adelie against the rest, without the two rows that lack a number', async () => {
    const data = await loadTable('penguins', (url) => readFile(url, 'utf8'), { trainFraction: 0.7 });
    expect(data.inputs).toHaveLength(342);
    expect(data.inputs[0]).toEqual([39.1, 18.7]);
    expect(data.labels.filter((label) => label === 1)).toHaveLength(151);
    expect(data).toMatchObject({
      classes: ['not Adelie', 'Adelie'],
      names: ['bill length (mm)', 'bill depth (mm)'],
      normalization: 'standardize',
      trainFraction: 0.7,
    });
  });

  it('come with three species and four measures as well', async () => {
    const data = await loadTable('penguinSpecies', read);
    expect(data.inputs).toHaveLength(342);
    expect(data.inputs[0]).toEqual([39.1, 18.7, 181, 3750]);
    expect(data.classes).toEqual(['Adelie', 'Chinstrap', 'Gentoo']);
    expect([0, 1, 2].map((label) => data.labels.filter((other) => other === label).length)).toEqual([151, 68, 123]);
    expect(data.names[3]).toBe('body mass (g)');
  });

  it('and the others say where they are from; an unknown one is named', async () => {
    expect(tableNames).toEqual(['penguins', 'penguinSpecies', 'iris', 'digits']);
    expect(Object.keys(tableFiles)).toEqual(tableNames);
    const readme = await read(new URL('../../web/data/README.md', import.meta.url));
    for (const name of tableNames) {
      const file = tableFiles[name].url.pathname.split('/').at(-1);
      const { source, url, licence, licenceUrl } = tableSources[name];
      const line = readme.split('\n').find((other) => other.startsWith(`| ${file} `));
      expect(line).toContain(`[${licence}](${licenceUrl})`);
      expect(line).toContain(`${source}](${url})`);
      const { classes } = await loadTable(name, read);
      expect(classes).toHaveLength(tables[name].classCount ?? 2);
    }
    await expect(loadTable('toString', async () => '')).rejects.toThrow('toString is not a table of this page');
  });

  it('that can\'t be read say so', async () => {
    await expect(loadTable('penguins', async () => '')).rejects.toThrow(/Palmer penguins.*no rows/);
  });
});
