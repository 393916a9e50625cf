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

}  // namespace

std::vector<float> predictEach(Trainer& trainer, const InputMap& map, std::span<const float> inputs, std::size_t dimensions) {
  const std::size_t k = trainer.network().outputs(), outputs = firstOutput(trainer.network()),
                    count = inputs.size() / dimensions;
  std::vector<float> result(count * k);
  std::vector<double> example(dimensions);
  const auto fill = [&](std::size_t e, float* column) {
    for (std::size_t c = 0; c < dimensions; ++c) example[c] = static_cast<double>(inputs[e * dimensions + c]);
    const std::vector<double> values = map(example);
    for (std::size_t i = 0; i < values.size(); ++i) column[i * width] = static_cast<float>(values[i]);
  };
  inPasses(trainer, count, fill, [&](std::size_t first, std::size_t used, const float*, const float* units) {
    for (std::size_t e = 0; e < used; ++e)
      for (std::size_t j = 0; j < k; ++j) result[(first + e) * k + j] = units[outputs + j * width + e];
  });
  return result;
}

void predictOver(Trainer& trainer, const InputMap& map, const Grid& grid, std::vector<float>& result) {
  const Network& network = trainer.network();
  const auto x1 = centres(map, 0, grid.xMin, grid.xMax, grid.columns), x2 = centres(map, 1, grid.yMax, grid.yMin, grid.rows);
  const std::size_t points = x1.size() * x2.size(), inputs = grid.allUnits ? network.inputs() : 0;
  const std::size_t firstUnit = grid.allUnits ? 0 : firstOutput(network), rows = network.unitCount() - firstUnit / width;
  result.resize((inputs + rows) * points);
  const auto fill = [&](std::size_t point, float* column) {
    const float a = x1[point % x1.size()], b = x2[point / x1.size()];
    for (Feature feature : map.features()) {
      *column = map.feature(feature, a, b);
      column += width;
    }
  };
  inPasses(trainer, points, fill, [&](std::size_t first, std::size_t used, const float* features, const float* units) {
    const auto copy = [&](const float* from, std::size_t row) {
      std::memcpy(&result[row * points + first], from, used * sizeof(float));
    };
    for (std::size_t i = 0; i < inputs; ++i) copy(features + i * width, i);
    for (std::size_t r = 0; r < rows; ++r) copy(units + firstUnit + r * width, inputs + r);
  });
}

}  // namespace backprop
