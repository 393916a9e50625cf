#include "backprop/reference.h"

#include <array>

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
  if (layer.activation == Activation::softmax) {
    softmax(traced.output.data(), layer.units, 1);
    for (std::size_t j = 0; j < layer.units; ++j) traced.slope[j] = traced.output[j] * (T(1) - traced.output[j]);
  }
  return traced;
}

/// The loss, and ∂E/∂o_j and δ_j at the outputs
template <class T>
T outputErrors(Loss loss, std::span<const T> target, LayerTrace<T>& last) {
  withLoss(loss, [&](auto error) {
    for (std::size_t j = 0; j < last.output.size(); ++j) {
      last.errorSignal.push_back(error.errorSignal(last.output[j], target[j]));
      last.delta.push_back(error.delta(last.output[j], last.slope[j], target[j]));
    }
  });
  return exampleLoss<T>(loss, last.net, last.output, target);
}

/// ∂E/∂o_i = Σ_j w_ji δ_j over the units j of the layer that follows, and δ_i = ∂E/∂o_i φ'(net_i)
template <class T>
void hiddenErrors(const Layer& next, std::span<const T> parameters, const std::vector<T>& deltaOfNext, LayerTrace<T>& traced) {
  for (std::size_t i = 0; i < next.inputs; ++i) {
    T signal(0);
    for (std::size_t j = 0; j < next.units; ++j) signal += parameters[next.weights + j * next.inputs + i] * deltaOfNext[j];
    traced.errorSignal.push_back(signal);
    traced.delta.push_back(signal * traced.slope[i]);
  }
}

/// ∂E/∂w_ji = δ_j o_i and ∂E/∂b_j = δ_j
template <class T>
void gradients(std::span<const T> input, LayerTrace<T>& traced) {
  for (T delta : traced.delta) {
    traced.biasGradient.push_back(delta);
    for (T x : input) traced.weightGradient.push_back(delta * x);
  }
}

}  // namespace

template <class T>
Trace<T> trace(const Network& network, Loss loss, std::span<const T> parameters, std::span<const T> input,
               std::span<const T> target) {
  const auto& layers = network.layers();
  Trace<T> traced{{input.begin(), input.end()}, {}, T(0)};
  for (const Layer& layer : layers)
    traced.layers.push_back(forward<T>(layer, parameters, traced.layers.empty() ? traced.input : traced.layers.back().output));

  traced.loss = outputErrors<T>(loss, target, traced.layers.back());
  for (std::size_t l = layers.size(); l-- > 0;) {
    gradients<T>(l == 0 ? traced.input : traced.layers[l - 1].output, traced.layers[l]);
    if (l > 0) hiddenErrors<T>(layers[l], parameters, traced.layers[l].delta, traced.layers[l - 1]);
  }
  return traced;
}

template <class T>
T meanLoss(const Network& network, Loss loss, std::span<const T> parameters, Examples<T> examples) {
  const std::size_t n = network.inputs(), k = network.outputs(), count = examples.targets.size() / k;
  T total = 0;
  for (std::size_t e = 0; e < count; ++e) {
    LayerTrace<T> last;
    const auto input = examples.inputs.subspan(e * n, n);
    last.output.assign(input.begin(), input.end());
    for (const Layer& layer : network.layers()) last = forward<T>(layer, parameters, last.output);
    total += exampleLoss<T>(loss, last.net, last.output, examples.targets.subspan(e * k, k));
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

template <class T>
void optimize(const OptimizerConfig& optimizer, double rate, std::uint64_t step, std::span<const T> gradient,
              std::span<T> parameters, std::span<T> states) {
  const auto constants = stepConstants<T>(withDefaults(optimizer), rate, step);
  const std::size_t count = parameters.size();
  withOptimizer(optimizer.name, [&](auto rule) {
    for (std::size_t p = 0; p < count; ++p) {
      std::array<T, 2> state{};
      for (std::size_t s = 0; s < rule.states; ++s) state[s] = states[s * count + p];
      parameters[p] = rule.next(constants, parameters[p], gradient[p], state.data());
      for (std::size_t s = 0; s < rule.states; ++s) states[s * count + p] = state[s];
    }
  });
}

template Trace<double> trace(const Network&, Loss, std::span<const double>, std::span<const double>, std::span<const double>);
template double meanLoss(const Network&, Loss, std::span<const double>, Examples<double>);
template std::vector<double> meanGradient(const Network&, Loss, std::span<const double>, Examples<double>);
template Trace<float> trace(const Network&, Loss, std::span<const float>, std::span<const float>, std::span<const float>);
template float meanLoss(const Network&, Loss, std::span<const float>, Examples<float>);
template std::vector<float> meanGradient(const Network&, Loss, std::span<const float>, Examples<float>);
template void optimize(const OptimizerConfig&, double, std::uint64_t, std::span<const double>, std::span<double>,
                       std::span<double>);

}  // namespace backprop
