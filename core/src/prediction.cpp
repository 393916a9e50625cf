#include "prediction.h"

#include <algorithm>
#include <cstring>

#include "backprop/elementary.h"

namespace backprop {
namespace {

constexpr std::size_t width = Trainer::passWidth;

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
auto fillFrom(const FloatExamples& examples, std::span<const std::uint32_t> rows) {
  return [&examples, rows](std::size_t example, float* column) {
    for (std::size_t i = 0; i < examples.inputs; ++i)
      column[i * width] = examples.features[rows[example] * examples.inputs + i];
  };
}

/// Where the outputs begin in the rows of all units.
std::size_t firstOutput(const Network& network) { return (network.unitCount() - network.outputs()) * width; }

std::vector<float> centres(const InputMap& map, std::size_t column, double from, double to, std::uint32_t count) {
  std::vector<float> values(count);
  for (std::uint32_t i = 0; i < count; ++i)
    values[i] = static_cast<float>(map.normalized(from + (to - from) * (i + 0.5) / count, column));
  return values;
}

/// The class that outputs, or targets, stand for: the largest of several, the side of the threshold of a single one.
std::ptrdiff_t classOf(const std::vector<double>& outputs, double threshold) {
  if (outputs.size() == 1) return outputs[0] > threshold ? 1 : 0;
  return std::max_element(outputs.begin(), outputs.end()) - outputs.begin();
}

}  // namespace

Score scoreOf(Trainer& trainer, Loss loss, const FloatExamples& examples, std::span<const std::uint32_t> rows,
              double threshold) {
  const std::size_t k = examples.outputs, outputs = firstOutput(trainer.network());
  const float* nets = reinterpret_cast<const float*>(trainer.outputNets().data());
  std::vector<double> net(k), output(k), target(k);
  double total = 0, right = 0;
  const auto fill = fillFrom(examples, rows);
  inPasses(trainer, rows.size(), fill, [&](std::size_t first, std::size_t used, const float*, const float* units) {
    for (std::size_t e = 0; e < used; ++e) {
      for (std::size_t j = 0; j < k; ++j) {
        net[j] = static_cast<double>(nets[j * width + e]);
        output[j] = static_cast<double>(units[outputs + j * width + e]);
        target[j] = static_cast<double>(examples.targets[rows[first + e] * k + j]);
      }
      total += exampleLoss<double>(loss, net, output, target);
      right += classOf(output, threshold) == classOf(target, threshold) ? 1 : 0;
    }
  });
  const auto count = static_cast<double>(rows.size());
  return {total / count, right / count};
}

namespace {

std::optional<double> share(double part, double whole) { return whole > 0 ? std::optional(part / whole) : std::nullopt; }

void summarizeClasses(Evaluation& result, std::size_t classes) {
  double right = 0, all = 0;
  for (std::size_t c = 0; c < classes; ++c) {
    double is = 0, said = 0;
    for (std::size_t other = 0; other < classes; ++other) {
      is += result.confusion[c * classes + other];
      said += result.confusion[other * classes + c];
    }
    const double hits = result.confusion[c * classes + c];
    result.precision.push_back(share(hits, said));
    result.recall.push_back(share(hits, is));
    right += hits;
    all += is;
  }
  result.accuracy = share(right, all);
}

/// Σ (o − t)² and Σ |o − t| of the outputs, and Σ t and Σ t² to compare with.
struct Errors {
  double squared = 0, absolute = 0, target = 0, targetSquared = 0;
};

/// By output: each has a mean of its own.
void summarizeErrors(Evaluation& result, std::span<const Errors> errors, double count) {
  double unexplained = 0, spread = 0, absolute = 0;
  for (const Errors& e : errors) {
    unexplained += e.squared;
    spread += e.targetSquared - e.target * e.target / count;
    absolute += e.absolute;
  }
  if (spread > 1e-12 * unexplained) result.rSquared = 1 - unexplained / spread;
  result.meanAbsoluteError = absolute / (count * static_cast<double>(errors.size()));
}

}  // namespace

Evaluation evaluationOf(Trainer& trainer, const FloatExamples& examples, std::span<const std::uint32_t> rows,
                        std::size_t classes, double threshold) {
  const std::size_t k = examples.outputs, outputs = firstOutput(trainer.network());
  std::vector<double> output(k), target(k);
  std::vector<Errors> errors(k);
  Evaluation result;
  result.confusion.resize(classes * classes);
  inPasses(trainer, rows.size(), fillFrom(examples, rows),
           [&](std::size_t first, std::size_t used, const float*, const float* units) {
             for (std::size_t e = 0; e < used; ++e) {
               for (std::size_t j = 0; j < k; ++j) {
                 const double o = output[j] = static_cast<double>(units[outputs + j * width + e]);
                 const double t = target[j] = static_cast<double>(examples.targets[rows[first + e] * k + j]);
                 errors[j].squared += (o - t) * (o - t);
                 errors[j].absolute += absolute(o - t);
                 errors[j].target += t;
                 errors[j].targetSquared += t * t;
               }
               if (classes > 0) {
                 const auto is = static_cast<std::size_t>(classOf(target, threshold));
                 ++result.confusion[is * classes + static_cast<std::size_t>(classOf(output, threshold))];
               }
             }
           });
  if (classes > 0)
    summarizeClasses(result, classes);
  else
    summarizeErrors(result, errors, static_cast<double>(rows.size()));
  return result;
}

std::vector<LayerStatistics> outputStatistics(Trainer& trainer, const FloatExamples& examples,
                                              std::span<const std::uint32_t> rows) {
  constexpr double flat = 0.01;
  const std::size_t units = trainer.network().unitCount();
  std::vector<double> sum(units), squares(units), saturated(units);
  std::vector<bool> learns(units);
  inPasses(trainer, rows.size(), fillFrom(examples, rows),
           [&](std::size_t, std::size_t used, const float*, const float* outputs) {
             const float* slopes = reinterpret_cast<const float*>(trainer.slopes().data());
             for (std::size_t u = 0; u < units; ++u)
               for (std::size_t e = 0; e < used; ++e) {
                 const auto o = static_cast<double>(outputs[u * width + e]);
                 const double slope = absolute(static_cast<double>(slopes[u * width + e]));
                 sum[u] += o;
                 squares[u] += o * o;
                 saturated[u] += slope < flat ? 1 : 0;
                 if (slope > 0) learns[u] = true;
               }
           });
  std::vector<LayerStatistics> result;
  std::size_t u = 0;
  for (const Layer& layer : trainer.network().layers()) {
    double total = 0, square = 0, flats = 0, dead = 0;
    for (std::size_t j = 0; j < layer.units; ++j, ++u) {
      total += sum[u];
      square += squares[u];
      flats += saturated[u];
      dead += learns[u] ? 0 : 1;
    }
    const double count = static_cast<double>(layer.units * rows.size()), mean = total / count;
    const bool alone = layer.activation != Activation::softmax;
    result.push_back({mean, sqrt(std::max(0.0, square / count - mean * mean)), alone ? flats / count : 0,
                      alone ? dead / static_cast<double>(layer.units) : 0, 0, 0, 0});
  }
  return result;
}

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
      *column = featureAt(feature, a, b);
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
