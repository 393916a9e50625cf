#include "backprop/gradient_flow.h"

#include <algorithm>
#include <utility>

#include "backprop/elementary.h"
#include "backprop/quantiles.h"

namespace backprop {
namespace {

std::vector<double> sizeQuantiles(std::vector<double> numbers) {
  for (double& number : numbers) number = absolute(number);
  return quantiles(std::move(numbers), flowShares);
}

/// The cross-entropies leave no slope between ∂E/∂o and δ at the output: see loss.h.
void cancelSlope(Loss loss, LayerTrace<double>& output) {
  if (loss == Loss::binaryCrossEntropy || loss == Loss::softmaxCrossEntropy)
    std::fill(output.slope.begin(), output.slope.end(), 1.0);
}

/// Mean |φ'| of the units of a layer.
double meanSize(const std::vector<double>& slopes) {
  double total = 0;
  for (double slope : slopes) total += absolute(slope);
  return total / static_cast<double>(slopes.size());
}

}  // namespace

std::vector<LayerFlow> gradientFlow(const Network& network, Loss loss, std::span<const double> parameters,
                                    Examples<double> examples, Fault fault) {
  const std::size_t n = network.inputs(), k = network.outputs(), count = examples.targets.size() / k;
  std::vector<LayerFlow> flow(network.layers().size());
  for (std::size_t e = 0; e < count; ++e) {
    auto traced =
        trace<double>(network, loss, parameters, examples.inputs.subspan(e * n, n), examples.targets.subspan(e * k, k), fault);
    cancelSlope(loss, traced.layers.back());
    double product = 1.0 / static_cast<double>(count);
    for (std::size_t l = flow.size(); l-- > 0;) {  // from the output back, as the product grows
      const LayerTrace<double>& layer = traced.layers[l];
      product *= meanSize(layer.slope);
      flow[l].slopeProduct += product;
      flow[l].delta.insert(flow[l].delta.end(), layer.delta.begin(), layer.delta.end());
    }
  }
  auto mean = meanTrace<double>(network, loss, parameters, examples, fault);
  cancelSlope(loss, mean.layers.back());
  for (std::size_t l = 0; l < flow.size(); ++l) {
    flow[l].delta = sizeQuantiles(flow[l].delta);
    flow[l].gradient = sizeQuantiles(mean.layers[l].weightGradient);
    for (double slope : mean.layers[l].slope) flow[l].slope += slope / static_cast<double>(mean.layers[l].slope.size());
  }
  return flow;
}

}  // namespace backprop
