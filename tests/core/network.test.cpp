#include "backprop/network.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "backprop/initializer.h"
#include "support/networks.h"

using namespace backprop;

namespace {

Network twoFourThreeOne() {
  const std::array<Network::Shape, 3> shapes{{{4, Activation::tanh}, {3, Activation::relu}, {1, Activation::sigmoid}}};
  return Network(2, shapes);
}

}  // namespace

TEST_CASE("Parameters lie layer after layer, the weights before the biases", "[network]") {
  const Network network = twoFourThreeOne();
  const auto& layers = network.layers();
  REQUIRE(layers.size() == 3);
  CHECK((layers[0].inputs == 2 && layers[0].units == 4 && layers[0].activation == Activation::tanh));
  CHECK((layers[1].inputs == 4 && layers[1].units == 3 && layers[1].activation == Activation::relu));
  CHECK((layers[2].inputs == 3 && layers[2].units == 1 && layers[2].activation == Activation::sigmoid));
  CHECK((layers[0].weights == 0 && layers[0].biases == 8));
  CHECK((layers[1].weights == 12 && layers[1].biases == 24));
  CHECK((layers[2].weights == 27 && layers[2].biases == 30));
  CHECK(network.parameterCount() == 31);
  CHECK(network.unitCount() == 8);
  CHECK(network.inputs() == 2);
  CHECK(network.outputs() == 1);
}

TEST_CASE("Every parameter knows its layer and whether it is a weight", "[network]") {
  const Network network = twoFourThreeOne();
  for (std::size_t p = 0; p < network.parameterCount(); ++p) {
    CAPTURE(p);
    CHECK(network.layerOfParameter(p) == (p < 12 ? 0u : p < 27 ? 1u : 2u));
    CHECK(network.isWeight(p) == (p < 8 || (p >= 12 && p < 24) || (p >= 27 && p < 30)));
  }
}

TEST_CASE("A network without hidden layers is one layer", "[network]") {
  const Network network = tests::networkOf({7, 1}, Activation::tanh);
  CHECK(network.layers().size() == 1);
  CHECK(network.parameterCount() == 8);
}

TEST_CASE("Glorot's initializer fills the weights to ±√(6/(n + m)) and leaves the biases at 0", "[initializer]") {
  const Network network = tests::networkOf({60, 100, 2}, Activation::tanh);
  Random random(5, Random::initializer);
  const auto parameters = initialParameters(network, Initializer::glorotUniform, random);
  REQUIRE(parameters.size() == network.parameterCount());
  for (const Layer& layer : network.layers()) {
    const double bound = std::sqrt(6.0 / static_cast<double>(layer.inputs + layer.units));
    double largest = 0, squares = 0;
    for (std::size_t p = layer.weights; p < layer.biases; ++p) {
      const double w = static_cast<double>(parameters[p]);
      largest = std::max(largest, std::abs(w));
      squares += w * w;
    }
    const double weights = static_cast<double>(layer.biases - layer.weights);
    CHECK(largest <= bound);
    CHECK(largest > 0.95 * bound);
    CHECK(std::abs(squares / weights / (bound * bound / 3) - 1) < 0.3);  // the variance of a uniform: b²/3
    for (std::size_t p = layer.biases; p < layer.biases + layer.units; ++p) CHECK(parameters[p] == 0.0f);
  }
}

TEST_CASE("The largest network there may be trains", "[network][session]") {
  Config config;
  config.layers.assign(16, {256, Activation::tanh});
  config.data.examples = 20;
  Session session = tests::sessionOf(config);
  CHECK(session.network().parameterCount() == 2 * 256 + 256 + 15 * (256 * 256 + 256) + 256 + 1);
  session.trainSteps(2);
  CHECK(session.metrics().step == 2);
  CHECK_FALSE(session.metrics().divergence);
}

TEST_CASE("Layer widths that fill no register whole train as well", "[network][session]") {
  Config config;
  config.layers = {{1, Activation::tanh}, {3, Activation::relu}, {5, Activation::sigmoid}, {7, Activation::linear}};
  Session session = tests::sessionOf(config);
  const double before = session.metrics().trainLoss;
  session.trainEpochs(20);
  CHECK(session.metrics().trainLoss < before);
}
