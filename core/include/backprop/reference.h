// Backpropagation as the formulas read: naive loops, one example at a time, any scalar type. What the fast trainer is held to.
//
//   forward   net_j = Σ_i w_ji o_i + b_j        o_j = φ(net_j)
//   output    δ_j = ∂E/∂o_j φ'(net_j)           but o_j − t_j for the cross-entropies: see loss.h
//   inside    δ_j = (Σ_l w_lj δ_l) φ'(net_j)    l over the units of the next layer
//   gradient  ∂E/∂w_ji = δ_j o_i                ∂E/∂b_j = δ_j
//
// (D. E. Rumelhart, G. E. Hinton, R. J. Williams, Learning representations by back-propagating errors, 1986)
#pragma once

#include <span>
#include <vector>

#include "backprop/fault.h"
#include "backprop/loss.h"
#include "backprop/network.h"
#include "backprop/optimizer.h"

namespace backprop {

/// What one example makes of a layer of m units with n inputs.
template <class T>
struct LayerTrace {
  std::vector<T> net;             ///< (m)
  std::vector<T> output;          ///< (m), o = φ(net)
  std::vector<T> errorSignal;     ///< (m), ∂E/∂o
  std::vector<T> slope;           ///< (m), φ'(net); ∂o_j/∂net_j for softmax
  std::vector<T> delta;           ///< (m), δ = ∂E/∂net = errorSignal · slope; for softmax a sum over all outputs
  std::vector<T> weightGradient;  ///< (m, n) row-major, ∂E/∂W
  std::vector<T> biasGradient;    ///< (m), ∂E/∂b
};

/// Every number of one forward and one backward pass.
template <class T>
struct Trace {
  std::vector<T> input;
  std::vector<LayerTrace<T>> layers;
  T loss;  ///< E of this example: the sum over the outputs
};

/// All passes on one example. `parameters` in the network's flat layout.
template <class T>
Trace<T> trace(const Network& network, Loss loss, std::span<const T> parameters, std::span<const T> input,
               std::span<const T> target, Fault fault = Fault::none);

/// A set of N examples, (N, inputs) and (N, outputs).
template <class T>
struct Examples {
  std::span<const T> inputs;
  std::span<const T> targets;
};

/// The mean of every number over the traces of the examples; its gradients are those of the mean loss.
template <class T>
Trace<T> meanTrace(const Network& network, Loss loss, std::span<const T> parameters, Examples<T> examples,
                   Fault fault = Fault::none);

/// The gradients of a trace, in parameter order.
template <class T>
std::vector<T> gradientOf(const Trace<T>& trace);

/// Outputs of a layer, (N, units), for N times its inputs, (N, n).
template <class T>
std::vector<T> layerOutputs(const Layer& layer, std::span<const T> parameters, std::span<const T> inputs);

/// Mean of the loss over the examples. If layer `first` is not the first one,
/// the inputs of the examples are those of that layer.
template <class T>
T meanLoss(const Network& network, Loss loss, std::span<const T> parameters, Examples<T> examples, std::size_t first = 0);

/// Gradient of meanLoss, in parameter order.
template <class T>
std::vector<T> meanGradient(const Network& network, Loss loss, std::span<const T> parameters, Examples<T> examples,
                            Fault fault = Fault::none) {
  return gradientOf(meanTrace(network, loss, parameters, examples, fault));
}

/// Step number `step`, counted from 1, of the optimizer with the learning rate `rate`. `states` holds what the optimizer
/// remembers, one array in parameter order after the other, all 0 at the beginning.
template <class T>
void optimize(const OptimizerConfig& optimizer, double rate, std::uint64_t step, std::span<const T> gradient,
              std::span<T> parameters, std::span<T> states);

extern template Trace<double> trace(const Network&, Loss, std::span<const double>, std::span<const double>,
                                    std::span<const double>, Fault);
extern template Trace<double> meanTrace(const Network&, Loss, std::span<const double>, Examples<double>, Fault);
extern template std::vector<double> gradientOf(const Trace<double>&);
extern template std::vector<double> layerOutputs(const Layer&, std::span<const double>, std::span<const double>);
extern template double meanLoss(const Network&, Loss, std::span<const double>, Examples<double>, std::size_t);
extern template void optimize(const OptimizerConfig&, double, std::uint64_t, std::span<const double>, std::span<double>,
                              std::span<double>);
extern template Trace<float> trace(const Network&, Loss, std::span<const float>, std::span<const float>, std::span<const float>,
                                   Fault);
extern template Trace<float> meanTrace(const Network&, Loss, std::span<const float>, Examples<float>, Fault);
extern template std::vector<float> gradientOf(const Trace<float>&);
extern template float meanLoss(const Network&, Loss, std::span<const float>, Examples<float>, std::size_t);

}  // namespace backprop
