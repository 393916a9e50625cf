// How gradients fare on their way back, and how the check of them depends on ε.
#include "backprop/gradient_flow.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>

#include "backprop/gradient_check.h"
#include "backprop/quantiles.h"
#include "support/approx.h"
#include "support/networks.h"

using namespace backprop;
using tests::near;

namespace {

constexpr std::size_t median = 2;

std::vector<LayerFlow> flowOf(Activation activation, Initializer initializer) {
  Config config;
  config.layers.assign(6, {8, activation});
  config.initializer = initializer;
  return tests::sessionOf(config).gradientFlow();
}

}  // namespace

TEST_CASE("Quantiles lie between the numbers of the sample in proportion", "[quantiles]") {
  const std::vector<double> shares{0, 0.25, 0.5, 0.9, 1};
  CHECK(quantiles({7}, shares) == std::vector<double>{7, 7, 7, 7, 7});
  CHECK(quantiles({4, 1, 3, 2}, std::vector<double>{0, 0.5, 1}) == std::vector<double>{1, 2.5, 4});
  auto many = tests::randomNumbers(GENERATE(2u, 3u, 10u, 1000u, 4097u), 5, 1);
  const auto found = quantiles(many, shares);
  std::sort(many.begin(), many.end());
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const double place = shares[i] * static_cast<double>(many.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(place)), above = static_cast<std::size_t>(std::ceil(place));
    CHECK_THAT(found[i], near(std::lerp(many[below], many[above], place - std::floor(place)), tests::sameInDouble));
  }
}

TEST_CASE("Six layers of sigmoids lose the gradient, relus with He's weights keep it", "[flow]") {
  const auto sigmoid = flowOf(Activation::sigmoid, Initializer::glorotUniform),
             relu = flowOf(Activation::relu, Initializer::heNormal);
  REQUIRE(sigmoid.size() == 7);
  CHECK(sigmoid.front().delta[median] < 1e-3 * sigmoid.back().delta[median]);
  CHECK(sigmoid.front().gradient[median] < 1e-2 * sigmoid.back().gradient[median]);
  CHECK(sigmoid.front().slopeProduct < 1e-3);
  CHECK(relu.front().delta[4] > 0.05 * relu.back().delta[4]);
  CHECK(relu.front().slopeProduct > 10 * sigmoid.front().slopeProduct);
  for (std::size_t l = 0; l + 1 < sigmoid.size(); ++l) {
    CHECK(sigmoid[l].slope > 0.15);
    CHECK(sigmoid[l].slope <= 0.25);  // φ' of a sigmoid is no more
    CHECK(sigmoid[l].slopeProduct < 0.26 * sigmoid[l + 1].slopeProduct);
  }
}

TEST_CASE("The flow of linear layers is that of their weights", "[flow]") {
  const Network network = tests::networkOf({1, 1, 1}, Activation::linear);
  const std::vector<double> parameters{2, 0, 3, 0}, inputs{1, 2}, targets{0, 0};  // o = 6 x, δ = 6 x, and 18 x before
  const auto flow = gradientFlow(network, Loss::halfSquaredError, parameters, {inputs, targets});
  CHECK(flow[1].delta == quantiles({6, 12}, flowShares));
  CHECK(flow[0].delta == quantiles({18, 36}, flowShares));
  CHECK(flow[0].gradient == quantiles({(18 * 1 + 36 * 2) / 2.0}, flowShares));
  CHECK(flow[0].slope == 1);
  CHECK(flow[0].slopeProduct == 1);
}

TEST_CASE("The slope of an output that its cross-entropy cancels shrinks nothing", "[flow]") {
  const auto [loss, output] = GENERATE(std::pair{Loss::binaryCrossEntropy, Activation::sigmoid},
                                       std::pair{Loss::softmaxCrossEntropy, Activation::softmax});
  const Network network = tests::networkOf({1, 1, 2}, Activation::sigmoid, output);
  const std::vector<double> parameters{0, 0, 1, -1, 0, 0}, inputs{1}, targets{1, 0};  // hidden net 0: slope ¼
  const auto flow = gradientFlow(network, loss, parameters, {inputs, targets});
  CHECK(flow[1].slope == 1);
  CHECK(flow[1].slopeProduct == 1);
  CHECK(flow[0].slopeProduct == 0.25);
}

TEST_CASE("A slope below 0 passes on as much as one above, and its mean keeps its sign", "[flow]") {
  const Network network = tests::networkOf({1, 1, 1}, Activation::sin, Activation::linear);
  const std::vector<double> parameters{1, 0, 1, 0}, inputs{pi}, targets{1};
  const auto flow = gradientFlow(network, Loss::halfSquaredError, parameters, {inputs, targets});
  CHECK_THAT(flow[0].slope, near(-1, tests::sameInDouble));
  CHECK_THAT(flow[0].slopeProduct, near(1, tests::sameInDouble));
  CHECK_THAT(flow[0].delta[median], near(1, tests::sameInDouble));
}

TEST_CASE("The check errs by ε² where ε is large and by rounding where it is small", "[gradient][sweep]") {
  Config config;
  config.layers = {{4, Activation::sigmoid}};
  const Session session = tests::sessionOf(config);
  const auto sweep = session.epsilonSweep(tests::examplesOfData({0, 1, 2, 3, 4, 5, 6, 7})).value();
  REQUIRE(sweep.epsilon.size() == 23);
  CHECK(sweep.epsilon.front() == 1e-1);
  CHECK(sweep.epsilon.back() == 1e-12);
  CHECK(sweep.epsilon[8] == 1e-5);
  CHECK_THAT(sweep.epsilon[9] * 1e5, near(1 / std::sqrt(10), tests::sameInDouble));
  const auto slope = [&](const std::vector<double>& error, std::size_t from, std::size_t to) {
    return std::log10(error[from] / error[to]) / std::log10(sweep.epsilon[from] / sweep.epsilon[to]);
  };
  CHECK_THAT(slope(sweep.median, 0, 6), near(2, {0, 0.1}));      // 1e-1 … 1e-4: truncation
  CHECK_THAT(slope(sweep.median, 12, 22), near(-1, {0, 0.35}));  // 1e-7 … 1e-12: cancellation
  CHECK_THAT(slope(sweep.worst, 12, 22), near(-1, {0, 0.35}));
  const auto best = static_cast<std::size_t>(std::min_element(sweep.median.begin(), sweep.median.end()) - sweep.median.begin());
  CHECK(sweep.epsilon[best] < 1e-3);
  CHECK(sweep.epsilon[best] > 1e-7);
  const auto check = session.checkGradients(1e-5, tests::examplesOfData({0, 1, 2, 3, 4, 5, 6, 7})).value();
  CHECK(sweep.worst[8] == check.error[check.worst]);
}
