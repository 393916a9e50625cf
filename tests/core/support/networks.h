// Small networks, examples and sessions for the tests, all from a seed.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "backprop/network.h"
#include "backprop/random.h"
#include "backprop/session.h"

namespace tests {

inline std::vector<double> randomNumbers(std::size_t count, double bound, std::uint64_t seed) {
  backprop::Random random(seed, 77);
  std::vector<double> numbers(count);
  for (double& number : numbers) number = random.uniform(-bound, bound);
  return numbers;
}

inline std::vector<float> toFloat(const std::vector<double>& numbers) {
  std::vector<float> rounded;
  for (double number : numbers) rounded.push_back(static_cast<float>(number));
  return rounded;
}

inline std::vector<double> toDouble(std::span<const float> numbers) { return {numbers.begin(), numbers.end()}; }

/// Parameters that spread the units over the interesting part of every activation: weights within ±1.5/√n, biases within
/// 0.1…0.5, because a net of relus with biases about 0 is soon dead and has no gradient to check.
inline std::vector<double> randomParameters(const backprop::Network& network, std::uint64_t seed) {
  std::vector<double> parameters = randomNumbers(network.parameterCount(), 1, seed);
  for (const backprop::Layer& layer : network.layers()) {
    const double scale = 1.5 / std::sqrt(static_cast<double>(layer.inputs));
    for (std::size_t p = layer.weights; p < layer.biases; ++p) parameters[p] *= scale;
    for (std::size_t p = layer.biases; p < layer.biases + layer.units; ++p) parameters[p] = 0.3 + 0.2 * parameters[p];
  }
  return parameters;
}

/// `sizes` units per layer, inputs first; hidden layers and output layer each with their activation.
inline backprop::Network networkOf(const std::vector<std::size_t>& sizes, backprop::Activation hidden,
                                   backprop::Activation output) {
  std::vector<backprop::Network::Shape> shapes;
  for (std::size_t l = 1; l < sizes.size(); ++l) shapes.push_back({sizes[l], l + 1 < sizes.size() ? hidden : output});
  return backprop::Network(sizes[0], shapes);
}

/// The same activation everywhere, but a linear output above hidden relus: a relu at the output is often dead on all examples.
inline backprop::Network networkOf(const std::vector<std::size_t>& sizes, backprop::Activation activation) {
  const bool deadly = activation == backprop::Activation::relu && sizes.size() > 2;
  return networkOf(sizes, activation, deadly ? backprop::Activation::linear : activation);
}

/// All values of an enum, so that a new one is tested too.
template <class Enum>
std::vector<Enum> all(std::size_t count = backprop::names<Enum>.size()) {
  std::vector<Enum> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(static_cast<Enum>(i));
  return values;
}

/// All but softmax, which is none of a single unit.
inline std::vector<backprop::Activation> allActivations() { return all<backprop::Activation>(backprop::hiddenActivations); }

/// Whether the slope jumps at 0, where no difference of losses can follow it.
inline bool hasKink(backprop::Activation activation) {
  return activation == backprop::Activation::relu || activation == backprop::Activation::leakyRelu;
}

/// A session that must come into being.
inline backprop::Session sessionOf(const backprop::Config& config) {
  auto created = backprop::Session::create(config);
  if (!created) FAIL(created.failure().message());
  return std::move(created.value());
}

inline backprop::Specimen exampleOfData(std::uint32_t row) {
  backprop::Specimen specimen;
  specimen.example = row;
  return specimen;
}

inline backprop::Specimen examplesOfData(std::vector<std::uint32_t> rows) {
  backprop::Specimen specimen;
  specimen.examples = std::move(rows);
  return specimen;
}

inline backprop::Specimen exampleGiven(std::span<const double> input, std::span<const double> target) {
  backprop::Specimen specimen;
  specimen.input.emplace(input.begin(), input.end());
  specimen.target.emplace(target.begin(), target.end());
  return specimen;
}

/// A config that trains on these examples alone, in their order.
inline backprop::Config configOf(std::size_t dimensions, std::vector<double> inputs, std::vector<double> targets,
                                 std::vector<backprop::LayerConfig> layers, backprop::Activation output) {
  backprop::Config config;
  backprop::Table table;
  table.dimensions = dimensions;
  table.inputs = std::move(inputs);
  table.targets = std::move(targets);
  config.data.own = std::move(table);
  config.data.trainFraction = 1;
  config.layers = std::move(layers);
  config.output = output;
  config.training.shuffle = false;
  return config;
}

}  // namespace tests
