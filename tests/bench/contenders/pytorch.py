"""PyTorch at the same work, one thread: the lines that contenders/subprocess.js describes, from standard input."""
import sys

import torch

torch.set_num_threads(1)


def read_workload(words):
    take = lambda convert: convert(next(words))
    numbers = lambda convert=float: [take(convert) for _ in range(take(int))]
    sizes, batch_size, rate, count, _ = numbers(int), take(int), take(float), take(int), take(int)
    inputs = torch.tensor(numbers()).reshape(count, sizes[0])
    targets = torch.tensor(numbers()).reshape(count, sizes[-1])
    return sizes, rate, list(zip(inputs.split(batch_size), targets.split(batch_size))), torch.tensor(numbers())


def build(sizes, parameters):
    layers = []
    for n, m in zip(sizes, sizes[1:]):
        layers += [torch.nn.Linear(n, m), torch.nn.Tanh()]
    net = torch.nn.Sequential(*layers)
    torch.nn.utils.vector_to_parameters(parameters, net.parameters())
    return net


def main():
    sizes, rate, batches, parameters = read_workload(iter(sys.stdin.readline().split()))
    net = build(sizes, parameters)
    optimizer = torch.optim.SGD(net.parameters(), lr=rate)
    mean_squared = torch.nn.MSELoss()  # of a single output: twice the half squared error
    print('ready', flush=True)
    for line in sys.stdin:
        if line.startswith('train'):
            for _ in range(int(line.split()[1])):
                for x, t in batches:
                    optimizer.zero_grad()
                    (0.5 * mean_squared(net(x), t)).backward()
                    optimizer.step()
            print('done', flush=True)
        else:
            flat = torch.nn.utils.parameters_to_vector(net.parameters())
            print(' '.join(repr(p) for p in flat.tolist()), flush=True)


main()
