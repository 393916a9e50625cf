// Data of one, three, four and sixty-four columns, handed to the element.
const wave = (i, k) => Math.sin(i * 12.9898 + k * 78.233);   // numbers without a pattern, the same every time
const many = (count, make) => Array.from({ length: count }, (_, i) => make(i));

const datasets = {
  curve: { inputs: many(80, (i) => [i / 10]), targets: many(80, (i) => [Math.sin(i / 10)]), names: ['time (s)'], trainFraction: 0.5 },
  classes: {
    inputs: many(150, (i) => [1, 2, 3, 4].map((k) => (i % 3) * k * 0.5 + wave(i, k))), labels: many(150, (i) => i % 3),
    classes: ['setosa', 'versicolor', 'virginica'], names: ['sepal length', 'sepal width', 'petal length', 'petal width'], trainFraction: 0.5,
  },
  numbers: { inputs: many(120, (i) => [wave(i, 1), wave(i, 2), wave(i, 3)]), targets: many(120, (i) => [wave(i, 1) - wave(i, 2) + 3]), trainFraction: 0.5 },
  image: { inputs: many(300, (i) => many(64, (k) => ((i % 10) === (k % 10) ? 1 : 0) + wave(i, k) / 4)), labels: many(300, (i) => i % 10), trainFraction: 0.5 },
};

/** Opens own data as an embedding page would: by the element's property. */
export async function openOwnData(site, name, options) {
  const opened = await site.open('', options);
  const { page } = opened;
  await page.evaluate((data) => {
    const element = document.querySelector('backprop-playground');
    const { output, loss, ...rest } = element.config;
    element.config = { ...rest, data, optimizer: { name: 'adam', learningRate: 0.01 } };
  }, datasets[name]);
  await page.getByRole('slider', { name: /^Read/ }).waitFor();
  return opened;
}
