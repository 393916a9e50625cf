#include "backprop/activation.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <cmath>
#include <limits>

#include "support/approx.h"
#include "support/networks.h"

using namespace backprop;
using tests::near;

namespace {

/// A few roundings of double precision.
constexpr tests::Tolerance fewRoundings{1e-14, 1e-15};
/// Central difference of step 1e-5: ε² of the third derivative, and 1e-16 / ε of rounding.
constexpr tests::Tolerance centralDifference{1e-8, 1e-9};

double outputOf(Activation activation, double net) {
  return withActivation(activation, [net](auto phi) { return phi.output(net); });
}

double slopeOf(Activation activation, double net) {
  return withActivation(activation, [net](auto phi) { return phi.activate(net).slope; });
}

}  // namespace

TEST_CASE("Each activation computes its formula", "[activation]") {
  const double net = GENERATE(range(-6.0, 6.1, 0.37));
  CAPTURE(net);
  CHECK_THAT(outputOf(Activation::sigmoid, net), near(1 / (1 + std::exp(-net)), fewRoundings));
  CHECK_THAT(outputOf(Activation::tanh, net), near(std::tanh(net), fewRoundings));
  CHECK(outputOf(Activation::relu, net) == std::fmax(0.0, net));
  CHECK(outputOf(Activation::leakyRelu, net) == std::fmax(0.01 * net, net));
  CHECK_THAT(outputOf(Activation::elu, net), near(net < 0 ? std::expm1(net) : net, fewRoundings));
  CHECK_THAT(outputOf(Activation::softplus, net), near(std::log1p(std::exp(net)), fewRoundings));
  CHECK_THAT(outputOf(Activation::silu, net), near(net / (1 + std::exp(-net)), fewRoundings));
  const double u = std::sqrt(2 / std::acos(-1.0)) * (net + 0.044715 * std::pow(net, 3));
  CHECK_THAT(outputOf(Activation::gelu, net), near(0.5 * net * (1 + std::tanh(u)), fewRoundings));
  CHECK_THAT(outputOf(Activation::sin, net), near(std::sin(net), fewRoundings));
  CHECK(outputOf(Activation::linear, net) == net);
}

TEST_CASE("Each slope is the derivative of its output", "[activation]") {
  const auto activation = GENERATE(from_range(tests::allActivations()));
  const double net = GENERATE(range(-5.03, 5.1, 0.41));  // off the kink of relu at 0
  constexpr double epsilon = 1e-5;
  CAPTURE(nameOf(activation), net);
  const double numeric = (outputOf(activation, net + epsilon) - outputOf(activation, net - epsilon)) / (2 * epsilon);
  CHECK_THAT(slopeOf(activation, net), near(numeric, centralDifference));
}

TEST_CASE("activate gives the output that output gives", "[activation]") {
  const auto activation = GENERATE(from_range(tests::allActivations()));
  const float net = static_cast<float>(GENERATE(-3.1, -0.2, 0.0, 0.7, 12.0));
  withActivation(activation, [net](auto phi) { CHECK(bitsOf(phi.activate(net).output) == bitsOf(phi.output(net))); });
}

TEST_CASE("Relu and leaky relu have their left slope at 0", "[activation]") {
  CHECK(slopeOf(Activation::relu, 0) == 0);
  CHECK(slopeOf(Activation::relu, std::numeric_limits<double>::denorm_min()) == 1);
  CHECK(slopeOf(Activation::leakyRelu, 0) == 0.01);
  CHECK(slopeOf(Activation::elu, 0) == 1);
}

TEST_CASE("NaN passes through every activation", "[activation]") {
  const auto activation = GENERATE(from_range(tests::allActivations()));
  CHECK(std::isnan(outputOf(activation, std::numeric_limits<double>::quiet_NaN())));
}

TEST_CASE("Output and slope stay finite for every finite net input that a float can square", "[activation]") {
  const auto activation = GENERATE(from_range(tests::allActivations()));
  const float net = GENERATE(90.0f, 1e6f, 1e19f, 1e30f) * static_cast<float>(GENERATE(1, -1));
  CAPTURE(nameOf(activation), net);
  withActivation(activation, [net](auto phi) {
    const Activated<float> o = phi.activate(net);
    CHECK(std::isfinite(o.output));
    CHECK(std::isfinite(o.slope));
  });
}

TEST_CASE("Elu and softplus keep the digits of small numbers", "[activation]") {
  CHECK_THAT(outputOf(Activation::elu, -1e-10), near(std::expm1(-1e-10), fewRoundings));
  CHECK_THAT(outputOf(Activation::softplus, -50), near(std::exp(-50.0), fewRoundings));
  const float tiny = -1e-4f;
  CHECK(std::abs(activations::Elu::output(tiny) / std::expm1(tiny) - 1) < 3e-7f);
}

TEST_CASE("Sigmoid and tanh saturate without leaving their range", "[activation]") {
  const double net = GENERATE(20.0, 100.0, 1e6, 1e300);
  CHECK(outputOf(Activation::sigmoid, net) <= 1);
  CHECK(outputOf(Activation::sigmoid, -net) >= 0);
  CHECK(outputOf(Activation::tanh, net) <= 1);
  CHECK(outputOf(Activation::tanh, -net) >= -1);
  CHECK(std::isfinite(slopeOf(Activation::sigmoid, -net)));
}

TEST_CASE("Names lead to values and back", "[activation][names]") {
  for (std::size_t i = 0; i < names<Activation>.size(); ++i) {
    const auto activation = fromName<Activation>(names<Activation>[i]);
    REQUIRE(activation);
    CHECK(nameOf(*activation) == names<Activation>[i]);
  }
  CHECK_FALSE(fromName<Activation>("Tanh"));
  CHECK_FALSE(fromName<Activation>(""));
}
