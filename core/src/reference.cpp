#include "backprop/reference.h"

namespace backprop {
namespace {

/// net_j = Σ_i w_ji o_i + b_j and o_j = φ(net_j)
template <class T>
LayerTrace<T> forward(const Layer& layer, std::span<const T> parameters, std::span<const T> input) {
  LayerTrace<T> traced;
  for (std::size_t j = 0; j < layer.units; ++j) {
    T net = parameters[layer.biases + j];
    for (std::size_t i = 0; i < layer.inputs; ++i) net += parameters[layer.weights + j * layer.inputs + i] * input[i];
    const Activated<T> o = withActivation(layer.activation, [net](auto phi) { return phi.activate(net); });
    traced.net.push_back(net);
    traced.output.push_back(o.output);
    traced.slope.push_back(o.slope);
  }
  return traced;
}

/// From the error signals to δ_j = ∂E/∂o_j φ'(net_j), ∂E/∂w_ji = δ_j o_i and ∂E/∂b_j = δ_j
template <class T>
void backward(const Layer& layer, std::span<const T> input, LayerTrace<T>& traced) {
  for (std::size_t j = 0; j < layer.units; ++j) {
    const T delta = traced.errorSignal[j] * traced.slope[j];
    traced.delta.push_back(delta);
    traced.biasGradient.push_back(delta);
    for (std::size_t i = 0; i < layer.inputs; ++i) traced.weightGradient.push_back(delta * input[i]);
  }
}

/// ∂E/∂o_i = Σ_j w_ji δ_j over the units j of the layer that follows
template <class T>
std::vector<T> errorSignalBefore(const Layer& next, std::span<const T> parameters, const std::vector<T>& delta) {
  std::vector<T> signal(next.inputs, T(0));
  for (std::size_t i = 0; i < next.inputs; ++i)
    for (std::size_t j = 0; j < next.units; ++j) signal[i] += parameters[next.weights + j * next.inputs + i] * delta[j];
  return signal;
}

}  // namespace

template <class T>
Trace<T> trace(const Network& network, Loss loss, std::span<const T> parameters, std::span<const T> input,
               std::span<const T> target) {
  const auto& layers = network.layers();
  Trace<T> traced{{input.begin(), input.end()}, {}, T(0)};
  for (const Layer& layer : layers)
    traced.layers.push_back(forward<T>(layer, parameters, traced.layers.empty() ? traced.input : traced.layers.back().output));

  LayerTrace<T>& last = traced.layers.back();
  withLoss(loss, [&](auto error) {
    for (std::size_t j = 0; j < last.output.size(); ++j) {
      traced.loss += error.value(last.output[j], target[j]);
      last.errorSignal.push_back(error.slope(last.output[j], target[j]));
    }
  });
  for (std::size_t l = layers.size(); l-- > 0;) {
    backward<T>(layers[l], l == 0 ? traced.input : traced.layers[l - 1].output, traced.layers[l]);
    if (l > 0) traced.layers[l - 1].errorSignal = errorSignalBefore<T>(layers[l], parameters, traced.layers[l].delta);
  }
  return traced;
}

template <class T>
T meanLoss(const Network& network, Loss loss, std::span<const T> parameters, Examples<T> examples) {
  const std::size_t n = network.inputs(), k = network.outputs(), count = examples.targets.size() / k;
  T total = 0;
  for (std::size_t e = 0; e < count; ++e) {
    const auto input = examples.inputs.subspan(e * n, n);
    std::vector<T> output(input.begin(), input.end());
    for (const Layer& layer : network.layers()) output = forward<T>(layer, parameters, output).output;
    withLoss(loss, [&](auto error) {
      for (std::size_t j = 0; j < k; ++j) total += error.value(output[j], examples.targets[e * k + j]);
    });
  }
  return total / static_cast<T>(count);
}

template <class T>
std::vector<T> meanGradient(const Network& network, Loss loss, std::span<const T> parameters, Examples<T> examples) {
  const std::size_t n = network.inputs(), k = network.outputs(), count = examples.targets.size() / k;
  std::vector<T> gradient(network.parameterCount(), T(0));
  for (std::size_t e = 0; e < count; ++e) {
    const auto traced =
        trace<T>(network, loss, parameters, examples.inputs.subspan(e * n, n), examples.targets.subspan(e * k, k));
    std::size_t p = 0;
    for (const LayerTrace<T>& layer : traced.layers) {
      for (T g : layer.weightGradient) gradient[p++] += g;
      for (T g : layer.biasGradient) gradient[p++] += g;
    }
  }
  for (T& g : gradient) g /= static_cast<T>(count);
  return gradient;
}

template Trace<double> trace(const Network&, Loss, std::span<const double>, std::span<const double>, std::span<const double>);
template double meanLoss(const Network&, Loss, std::span<const double>, Examples<double>);
template std::vector<double> meanGradient(const Network&, Loss, std::span<const double>, Examples<double>);
template Trace<float> trace(const Network&, Loss, std::span<const float>, std::span<const float>, std::span<const float>);
template float meanLoss(const Network&, Loss, std::span<const float>, Examples<float>);
template std::vector<float> meanGradient(const Network&, Loss, std::span<const float>, Examples<float>);

}  // namespace backprop
