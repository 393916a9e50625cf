#include "prediction.h"

#include <cstring>

#include "passes.h"

namespace backprop {

using namespace passes;

namespace {

std::vector<float> centres(const InputMap& map, std::size_t column, double from, double to, std::uint32_t count) {
  std::vector<float> values(count);
  for (std::uint32_t i = 0; i < count; ++i)
    values[i] = static_cast<float>(map.normalized(from + (to - from) * (i + 0.5) / count, column));
  return values;
}

/// Shows the network examples of `dimensions` columns in the user's units.
auto fillMapped(const InputMap& map, std::span<const float> inputs, std::size_t dimensions) {
  return [&map, inputs, example = std::vector<double>(dimensions)](std::size_t e, float* column) mutable {
    for (std::size_t c = 0; c < example.size(); ++c) example[c] = static_cast<double>(inputs[e * example.size() + c]);
    const std::vector<double> values = map(example);
    for (std::size_t i = 0; i < values.size(); ++i) column[i * width] = static_cast<float>(values[i]);
  };
}

/// Makes `result` (rows, points): features and units, or the outputs alone.
template <class Fill>
void predictRows(Trainer& trainer, std::size_t points, Fill fill, bool allUnits, std::vector<float>& result) {
  const Network& network = trainer.network();
  const std::size_t inputs = allUnits ? network.inputs() : 0, firstUnit = allUnits ? 0 : firstOutput(network),
                    rows = network.unitCount() - firstUnit / width;
  result.resize((inputs + rows) * points);
  inPasses(trainer, points, fill, [&](std::size_t first, std::size_t used, const float* features, const float* units) {
    const auto copy = [&](const float* from, std::size_t row) {
      std::memcpy(&result[row * points + first], from, used * sizeof(float));
    };
    for (std::size_t i = 0; i < inputs; ++i) copy(features + i * width, i);
    for (std::size_t r = 0; r < rows; ++r) copy(units + firstUnit + r * width, inputs + r);
  });
}

}  // namespace

std::vector<float> predictAt(Trainer& trainer, const InputMap& map, std::span<const float> inputs, std::size_t dimensions,
                             bool allUnits) {
  std::vector<float> result;
  predictRows(trainer, inputs.size() / dimensions, fillMapped(map, inputs, dimensions), allUnits, result);
  return result;
}

void predictOver(Trainer& trainer, const InputMap& map, const Grid& grid, std::vector<float>& result) {
  const auto x1 = centres(map, 0, grid.xMin, grid.xMax, grid.columns), x2 = centres(map, 1, grid.yMax, grid.yMin, grid.rows);
  const auto fill = [&](std::size_t point, float* column) {
    const float a = x1[point % x1.size()], b = x2[point / x1.size()];
    for (Feature feature : map.features()) {
      *column = map.feature(feature, a, b);
      column += width;
    }
  };
  predictRows(trainer, x1.size() * x2.size(), fill, grid.allUnits, result);
}

}  // namespace backprop
