#include "backprop/reference.h"

#include <array>
#include <utility>

namespace backprop {
namespace {

/// net_j = Σ_i w_ji o_i + b_j and o_j = φ(net_j), to `traced`, which keeps its memory
template <class T>
void forward(const Layer& layer, std::span<const T> parameters, std::span<const T> input, LayerTrace<T>& traced) {
  traced.net.clear(), traced.output.clear(), traced.slope.clear();
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
}

/// ∂E/∂o_j and δ_j at the outputs
template <class T>
void outputErrors(Loss loss, std::span<const T> target, LayerTrace<T>& last, Fault fault) {
  withLoss(loss, [&](auto error) {
    for (std::size_t j = 0; j < last.output.size(); ++j) {
      const T signal = error.errorSignal(last.output[j], target[j]);
      T delta = error.delta(last.output[j], last.slope[j], target[j]);
      if (fault == Fault::missingSlope) delta = signal;
      if (fault == Fault::deltaSign) delta = -delta;
      last.errorSignal.push_back(signal);
      last.delta.push_back(delta);
    }
  });
}

/// ∂E/∂o_i = Σ_j w_ji δ_j over the units j of the layer that follows, and δ_i = ∂E/∂o_i φ'(net_i)
template <class T>
void hiddenErrors(const Layer& next, std::span<const T> parameters, const std::vector<T>& deltaOfNext, LayerTrace<T>& traced,
                  Fault fault) {
  for (std::size_t i = 0; i < next.inputs; ++i) {
    T signal(0);
    for (std::size_t j = 0; j < next.units; ++j) {
      std::size_t ji = j * next.inputs + i;
      if (fault == Fault::transposedWeights) ji = i * next.units + j;
      if (fault == Fault::forgottenSum && j > 0) break;
      signal += parameters[next.weights + ji] * deltaOfNext[j];
    }
    T slope = traced.slope[i];
    if (fault == Fault::missingSlope) slope = 1;
    traced.errorSignal.push_back(signal);
    traced.delta.push_back(signal * slope);
  }
}

/// ∂E/∂w_ji = δ_j o_i and ∂E/∂b_j = δ_j
template <class T>
void gradients(std::span<const T> input, LayerTrace<T>& traced) {
  traced.weightGradient.reserve(traced.delta.size() * input.size());
  for (T delta : traced.delta) {
    traced.biasGradient.push_back(delta);
    for (T x : input) traced.weightGradient.push_back(delta * x);
  }
}

/// Example number e
template <class T>
Examples<T> exampleOf(Examples<T> examples, std::size_t inputs, std::size_t outputs, std::size_t e) {
  return {examples.inputs.subspan(e * inputs, inputs), examples.targets.subspan(e * outputs, outputs)};
}

/// Calls `use` with each list of two traces of the same network
template <class Traced, class Use>
void forEachList(Traced& a, Traced& b, Use use) {
  using Layers = LayerTrace<decltype(a.loss)>;
  constexpr std::array lists{&Layers::net,   &Layers::output,         &Layers::errorSignal, &Layers::slope,
                             &Layers::delta, &Layers::weightGradient, &Layers::biasGradient};
  use(a.input, b.input);
  for (std::size_t l = 0; l < a.layers.size(); ++l)
    for (const auto list : lists) use(a.layers[l].*list, b.layers[l].*list);
}

}  // namespace

template <class T>
Trace<T> trace(const Network& network, Loss loss, std::span<const T> parameters, std::span<const T> input,
               std::span<const T> target, Fault fault) {
  const auto& layers = network.layers();
  Trace<T> traced{{input.begin(), input.end()}, std::vector<LayerTrace<T>>(layers.size()), T(0)};
  const auto inputOf = [&](std::size_t l) { return std::span<const T>(l == 0 ? traced.input : traced.layers[l - 1].output); };
  for (std::size_t l = 0; l < layers.size(); ++l) forward<T>(layers[l], parameters, inputOf(l), traced.layers[l]);

  LayerTrace<T>& last = traced.layers.back();
  traced.loss = exampleLoss<T>(loss, last.net, last.output, target);
  outputErrors<T>(loss, target, last, fault);
  for (std::size_t l = layers.size(); l-- > 0;) {
    gradients<T>(inputOf(l), traced.layers[l]);
    if (l > 0) hiddenErrors<T>(layers[l], parameters, traced.layers[l].delta, traced.layers[l - 1], fault);
  }
  return traced;
}

template <class T>
Trace<T> meanTrace(const Network& network, Loss loss, std::span<const T> parameters, Examples<T> examples, Fault fault) {
  const std::size_t n = network.inputs(), k = network.outputs(), count = examples.targets.size() / k;
  const auto traceOf = [&](std::size_t e) {
    const auto [input, target] = exampleOf(examples, n, k, e);
    return trace<T>(network, loss, parameters, input, target, fault);
  };
  Trace<T> mean = traceOf(0);
  for (std::size_t e = 1; e < count; ++e) {
    Trace<T> one = traceOf(e);
    mean.loss += one.loss;
    forEachList(mean, one, [](std::vector<T>& sums, const std::vector<T>& values) {
      for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += values[i];
    });
  }
  mean.loss /= static_cast<T>(count);
  forEachList(mean, mean, [&](std::vector<T>& sums, const std::vector<T>&) {
    for (T& sum : sums) sum /= static_cast<T>(count);
  });
  return mean;
}

template <class T>
std::vector<T> gradientOf(const Trace<T>& trace) {
  std::vector<T> gradient;
  for (const LayerTrace<T>& layer : trace.layers)
    for (const auto* part : {&layer.weightGradient, &layer.biasGradient})
      gradient.insert(gradient.end(), part->begin(), part->end());
  return gradient;
}

template <class T>
std::vector<T> layerOutputs(const Layer& layer, std::span<const T> parameters, std::span<const T> inputs) {
  std::vector<T> outputs;
  LayerTrace<T> traced;
  for (; !inputs.empty(); inputs = inputs.subspan(layer.inputs)) {
    forward<T>(layer, parameters, inputs, traced);
    outputs.insert(outputs.end(), traced.output.begin(), traced.output.end());
  }
  return outputs;
}

template <class T>
T meanLoss(const Network& network, Loss loss, std::span<const T> parameters, Examples<T> examples, std::size_t first) {
  const auto layers = std::span(network.layers()).subspan(first);
  const std::size_t n = layers.front().inputs, k = network.outputs(), count = examples.targets.size() / k;
  LayerTrace<T> now, before;
  T total = 0;
  for (std::size_t e = 0; e < count; ++e) {
    const auto [input, target] = exampleOf(examples, n, k, e);
    now.output.assign(input.begin(), input.end());
    for (const Layer& layer : layers) {
      std::swap(now, before);
      forward<T>(layer, parameters, before.output, now);
    }
    total += exampleLoss<T>(loss, now.net, now.output, target);
  }
  return total / static_cast<T>(count);
}

template <class T>
void optimize(const OptimizerConfig& optimizer, double rate, std::uint64_t step, std::span<const T> gradient,
              std::span<T> parameters, std::span<T> states) {
  const auto constants = stepConstants<T>(withDefaults(optimizer), rate, step);
  const std::size_t count = parameters.size(), terms = termsOf(optimizer.name).size();
  for (std::size_t p = 0; p < count; ++p) {
    std::array<T, 2> state{};
    for (std::size_t s = 0; s < terms; ++s) state[s] = states[s * count + p];
    parameters[p] = withOptimizer(optimizer.name,
                                  [&](auto rule) { return rule.next(constants, parameters[p], gradient[p], state.data()); });
    for (std::size_t s = 0; s < terms; ++s) states[s * count + p] = state[s];
  }
}

template Trace<double> trace(const Network&, Loss, std::span<const double>, std::span<const double>, std::span<const double>,
                             Fault);
template Trace<double> meanTrace(const Network&, Loss, std::span<const double>, Examples<double>, Fault);
template std::vector<double> gradientOf(const Trace<double>&);
template std::vector<double> layerOutputs(const Layer&, std::span<const double>, std::span<const double>);
template double meanLoss(const Network&, Loss, std::span<const double>, Examples<double>, std::size_t);
template void optimize(const OptimizerConfig&, double, std::uint64_t, std::span<const double>, std::span<double>,
                       std::span<double>);
template Trace<float> trace(const Network&, Loss, std::span<const float>, std::span<const float>, std::span<const float>,
                            Fault);
template Trace<float> meanTrace(const Network&, Loss, std::span<const float>, Examples<float>, Fault);
template std::vector<float> gradientOf(const Trace<float>&);
template float meanLoss(const Network&, Loss, std::span<const float>, Examples<float>, std::size_t);

}  // namespace backprop
