// Many examples through the network, a pass at a time.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "backprop/trainer.h"

namespace backprop::passes {

inline constexpr std::size_t width = Trainer::passWidth;

/// Runs `count` examples through the network, a pass at a time. `fill(example, column)` writes the features of an example to
/// column[0], column[width], …; `use(first, used, features, units)` gets both as (rows, width). The last pass repeats its last
/// example in the places it has left.
template <class Fill, class Use>
void inPasses(Trainer& trainer, std::size_t count, Fill fill, Use use) {
  std::vector<Lanes> features(trainer.network().inputs() * width / Lanes::count);
  float* flat = reinterpret_cast<float*>(features.data());
  for (std::size_t first = 0; first < count; first += width) {
    const std::size_t used = std::min(width, count - first);
    for (std::size_t e = 0; e < width; ++e) fill(first + std::min(e, used - 1), flat + e);
    const std::span<const Lanes> units = trainer.forward(features);
    use(first, used, flat, reinterpret_cast<const float*>(units.data()));
  }
}

/// Brings the features of a row into a column of a pass.
inline auto fillFrom(const FloatExamples& examples, std::span<const std::uint32_t> rows) {
  return [&examples, rows](std::size_t example, float* column) {
    for (std::size_t i = 0; i < examples.inputs; ++i)
      column[i * width] = examples.features[rows[example] * examples.inputs + i];
  };
}

/// Where the outputs begin in the rows of all units.
inline std::size_t firstOutput(const Network& network) { return (network.unitCount() - network.outputs()) * width; }

}  // namespace backprop::passes
