#include "backprop/gradient_flow.h"

#include "backprop/elementary.h"
#include "quantiles.h"

namespace backprop {
namespace {

std::vector<double> flowQuantiles(std::vector<double> numbers) {
  for (double& number : numbers) number = absolute(number);
  return quantiles(std::move(numbers), flowShares);
}

/// Sums, over the examples, for one layer.
struct FlowSums {
  std::vector<double> deltas;    // (N, m), not summed up
  std::vector<double> gradient;  // (m, n)
  double slopes = 0, products = 0;
};

/// Counts one example in. From the output back, as the product of the slopes grows.
void count(const Trace<double>& trace, std::vector<FlowSums>& sums) {
  double product = 1;
  for (std::size_t l = sums.size(); l-- > 0;) {
    const LayerTrace<double>& layer = trace.layers[l];
    FlowSums& sum = sums[l];
    double slopes = 0, sizes = 0;
    for (double slope : layer.slope) slopes += slope, sizes += absolute(slope);
    const auto units = static_cast<double>(layer.slope.size());
    product *= sizes / units;
    sum.slopes += slopes / units;
    sum.products += product;
    sum.deltas.insert(sum.deltas.end(), layer.delta.begin(), layer.delta.end());
    sum.gradient.resize(layer.weightGradient.size());
    for (std::size_t w = 0; w < sum.gradient.size(); ++w) sum.gradient[w] += layer.weightGradient[w];
  }
}

}  // namespace

std::vector<LayerFlow> gradientFlow(const Network& network, Loss loss, std::span<const double> parameters,
                                    Examples<double> examples, Fault fault) {
  const std::size_t n = network.inputs(), k = network.outputs(), examplesCount = examples.targets.size() / k;
  std::vector<FlowSums> sums(network.layers().size());
  for (std::size_t e = 0; e < examplesCount; ++e)
    count(
        trace<double>(network, loss, parameters, examples.inputs.subspan(e * n, n), examples.targets.subspan(e * k, k), fault),
        sums);
  const auto of = static_cast<double>(examplesCount);
  std::vector<LayerFlow> flow;
  for (FlowSums& sum : sums) {
    for (double& g : sum.gradient) g /= of;
    flow.push_back(
        {flowQuantiles(std::move(sum.deltas)), flowQuantiles(std::move(sum.gradient)), sum.slopes / of, sum.products / of});
  }
  return flow;
}

}  // namespace backprop
