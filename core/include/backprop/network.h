// The shape of a fully connected network and the place of every parameter in one flat array.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "backprop/activation.h"
#include "backprop/random.h"

namespace backprop {

/// Layer of m units with n inputs each: o = φ(W·o_prev + b).
struct Layer {
  std::size_t inputs;  ///< n
  std::size_t units;   ///< m
  Activation activation;
  std::size_t weights;  ///< where W, (m, n) row-major, begins in the flat array
  std::size_t biases;   ///< where b, (m), begins
};

/// Parameters lie layer after layer: W row-major, then b. Gradients and optimizer state have the same layout.
class Network {
 public:
  struct Shape {
    std::size_t units;
    Activation activation;
  };

  /// `inputs` features, then layers; the last one is the output layer.
  Network(std::size_t inputs, std::span<const Shape> layers);

  std::size_t inputs() const { return layers_.front().inputs; }
  std::size_t outputs() const { return layers_.back().units; }
  const std::vector<Layer>& layers() const { return layers_; }

  /// Length of the flat array.
  std::size_t parameterCount() const { return layers_.back().biases + layers_.back().units; }

  /// Units of all layers, without the inputs.
  std::size_t unitCount() const;

  /// The layer that a parameter belongs to.
  std::size_t layerOfParameter(std::size_t parameter) const;

  /// Is it a weight (regularized) or a bias (not)?
  bool isWeight(std::size_t parameter) const;

 private:
  std::vector<Layer> layers_;
};

}  // namespace backprop
