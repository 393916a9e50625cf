#include "backprop/network.h"

namespace backprop {

Network::Network(std::size_t inputs, std::span<const Shape> layers) {
  layers_.reserve(layers.size());
  std::size_t next = 0;
  for (const Shape& shape : layers) {
    const std::size_t biases = next + inputs * shape.units;
    layers_.push_back({inputs, shape.units, shape.activation, next, biases});
    next = biases + shape.units;
    inputs = shape.units;
  }
}

std::size_t Network::unitCount() const {
  std::size_t count = 0;
  for (const Layer& layer : layers_) count += layer.units;
  return count;
}

std::size_t Network::layerOfParameter(std::size_t parameter) const {
  std::size_t l = 0;
  while (l + 1 < layers_.size() && parameter >= layers_[l + 1].weights) ++l;
  return l;
}

bool Network::isWeight(std::size_t parameter) const { return parameter < layers_[layerOfParameter(parameter)].biases; }

}  // namespace backprop
