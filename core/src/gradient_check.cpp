#include "backprop/gradient_check.h"

#include <algorithm>
#include <array>
#include <utility>

#include "backprop/elementary.h"
#include "backprop/quantiles.h"

namespace backprop {
namespace {

/// (E(w + ε) − E(w − ε)) / 2ε for every w, in parameter order. The layers before that of w are the same in both: they are
/// passed once.
std::vector<double> centralDifferences(const Network& network, Loss loss, std::span<const double> parameters,
                                       Examples<double> examples, double epsilon) {
  std::vector<double> moved(parameters.begin(), parameters.end()), slopes;
  std::vector<double> inputs(examples.inputs.begin(), examples.inputs.end());
  for (std::size_t l = 0; l < network.layers().size(); ++l) {
    const Layer& layer = network.layers()[l];
    const auto lossAt = [&](std::size_t p, double value) {
      moved[p] = value;
      return meanLoss<double>(network, loss, moved, {inputs, examples.targets}, l);
    };
    for (std::size_t p = layer.weights; p < layer.biases + layer.units; ++p) {
      const double here = moved[p];
      slopes.push_back((lossAt(p, here + epsilon) - lossAt(p, here - epsilon)) / (2 * epsilon));
      moved[p] = here;
    }
    inputs = layerOutputs<double>(layer, parameters, inputs);
  }
  return slopes;
}

void compare(GradientCheck& check) {
  check.error.clear();
  for (std::size_t p = 0; p < check.analytic.size(); ++p) {
    const double size = absolute(check.numeric[p]) + absolute(check.analytic[p]);
    check.error.push_back(absolute(check.numeric[p] - check.analytic[p]) / std::max(1e-8, size));
  }
  check.worst = static_cast<std::size_t>(std::max_element(check.error.begin(), check.error.end()) - check.error.begin());
}

}  // namespace

GradientCheck checkGradient(const Network& network, Loss loss, std::span<const double> parameters, Examples<double> examples,
                            double epsilon, Fault fault) {
  GradientCheck check{epsilon,
                      meanGradient<double>(network, loss, parameters, examples, fault),
                      centralDifferences(network, loss, parameters, examples, epsilon),
                      {},
                      0};
  compare(check);
  return check;
}

EpsilonSweep sweepEpsilon(const Network& network, Loss loss, std::span<const double> parameters, Examples<double> examples,
                          Fault fault) {
  constexpr int decades = 12;
  constexpr double half = 0.31622776601683794;  // 1 / √10
  constexpr std::array middle{0.5};
  GradientCheck check{0, meanGradient<double>(network, loss, parameters, examples, fault), {}, {}, 0};
  EpsilonSweep sweep;
  double power = 1;  // of ten; exact, so that 1 / power is the double nearest to 1e-1, 1e-2, …
  for (int step = 0; step < 2 * decades - 1; ++step) {
    if (step % 2 == 0) power *= 10;
    check.epsilon = (step % 2 == 0 ? 1 : half) / power;
    check.numeric = centralDifferences(network, loss, parameters, examples, check.epsilon);
    compare(check);
    sweep.epsilon.push_back(check.epsilon);
    sweep.worst.push_back(check.error[check.worst]);
    sweep.median.push_back(quantiles(check.error, middle)[0]);
  }
  return sweep;
}

}  // namespace backprop
