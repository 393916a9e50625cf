// The kernels against the readable reference over shapes, batches and
// activations drawn from a seed; and no allocation in a step.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdlib>
#include <new>

#include "backprop/reference.h"
#include "backprop/trainer.h"
#include "support/networks.h"

using namespace backprop;

namespace {

std::size_t allocations = 0;

/// Some hundred float roundings of 6e-8 each, over the whole gradient.
constexpr double gradientTolerance = 2e-5;

/// Between `least` and `most`.
std::size_t draw(Random& random, std::uint32_t least, std::uint32_t most) { return least + random.below(most - least + 1); }

/// 1 to 20 inputs and units, none to four hidden layers, each with an activation of its own.
Network drawNetwork(Random& random) {
  const auto activation = [&] { return tests::allActivations()[draw(random, 0, backprop::hiddenActivations - 1)]; };
  const std::size_t inputs = draw(random, 1, 20);
  std::vector<Network::Shape> layers;
  for (std::size_t hidden = draw(random, 0, 4); hidden > 0; --hidden) layers.push_back({draw(random, 1, 20), activation()});
  layers.push_back({draw(random, 1, 10), Activation::linear});  // a relu here would often be dead on all examples
  return Network(inputs, layers);
}

double distance(std::span<const float> fast, const std::vector<double>& exact) {
  double difference = 0, length = 0;
  for (std::size_t p = 0; p < exact.size(); ++p) {
    difference += std::pow(static_cast<double>(fast[p]) - exact[p], 2);
    length += exact[p] * exact[p];
  }
  REQUIRE(length > 1e-12);
  return std::sqrt(difference / length);
}

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  std::abort();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

TEST_CASE("Four hundred random networks have the reference's gradient on batches of 1 to 40", "[sweep]") {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    Random random(seed);
    const Network network = drawNetwork(random);
    const std::size_t batch = 1 + (seed - 1) % 40, inputs = network.inputs(), outputs = network.outputs();
    const auto parameters = tests::toFloat(tests::randomParameters(network, seed));
    const FloatExamples examples{inputs, outputs, tests::toFloat(tests::randomNumbers(batch * inputs, 1.5, seed + 1)),
                                 tests::toFloat(tests::randomNumbers(batch * outputs, 1, seed + 2))};
    std::vector<std::uint32_t> rows(batch);
    for (std::uint32_t r = 0; r < batch; ++r) rows[r] = r;
    Trainer trainer(network, Loss::halfSquaredError, parameters);
    trainer.computeGradient(examples, rows);
    const auto exact = meanGradient<double>(network, Loss::halfSquaredError, tests::toDouble(parameters),
                                            {tests::toDouble(examples.features), tests::toDouble(examples.targets)});
    CAPTURE(seed, batch, network.layers().size(), inputs, outputs);
    CHECK(distance(trainer.gradient(), exact) < gradientTolerance);
  }
}

TEST_CASE("Training allocates nothing: a thousand steps, with every optimizer and with dropout", "[sweep]") {
  for (Optimizer optimizer : tests::all<Optimizer>()) {
    Config config;
    config.training.optimizer.name = optimizer;
    config.training.batchSize = 37;
    config.training.dropout = 0.2;
    config.training.clipping = {Clipping::norm, 1};
    Session session = tests::sessionOf(config);
    session.trainSteps(1);  // the first epoch's order is given its memory
    const std::size_t before = allocations;
    session.trainSteps(1000);
    const std::size_t during = allocations - before;
    CAPTURE(nameOf(optimizer));
    CHECK(during == 0);
    REQUIRE_FALSE(session.divergence());
  }
}
