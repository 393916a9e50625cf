#include "measures.h"

#include <algorithm>

#include "backprop/elementary.h"
#include "backprop/loss.h"
#include "passes.h"

namespace backprop {

using namespace passes;

namespace {

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

/// Σ (o − t)² and Σ |o − t| of an output, and Σ d and Σ d² to compare with, where d = t − origin. From the first target as the
/// origin, because far from 0 the differences would be lost in the squares: targets that are all alike give exactly 0.
struct Errors {
  double origin, squared = 0, absolute = 0, target = 0, targetSquared = 0;
};

/// By output: each has a mean of its own.
void summarizeErrors(Evaluation& result, std::span<const Errors> errors, double count) {
  double unexplained = 0, spread = 0, distance = 0;
  for (const Errors& e : errors) {
    unexplained += e.squared;
    spread += e.targetSquared - e.target * e.target / count;
    distance += e.absolute;
  }
  if (spread > 0) result.rSquared = 1 - unexplained / spread;
  result.meanAbsoluteError = distance / (count * static_cast<double>(errors.size()));
}

/// Counts one example in: its class, or its errors.
void count(Evaluation& result, std::size_t classes, double threshold, const std::vector<double>& output,
           const std::vector<double>& target, std::vector<Errors>& errors) {
  if (classes > 0) {
    const auto is = static_cast<std::size_t>(classOf(target, threshold));
    ++result.confusion[is * classes + static_cast<std::size_t>(classOf(output, threshold))];
    return;
  }
  for (std::size_t j = 0; j < output.size(); ++j) {
    const double error = output[j] - target[j], t = target[j] - errors[j].origin;
    errors[j].squared += error * error;
    errors[j].absolute += absolute(error);
    errors[j].target += t;
    errors[j].targetSquared += t * t;
  }
}

}  // namespace

Evaluation evaluationOf(Trainer& trainer, const FloatExamples& examples, std::span<const std::uint32_t> rows,
                        std::size_t classes, double threshold) {
  const std::size_t k = examples.outputs, outputs = firstOutput(trainer.network());
  std::vector<double> output(k), target(k);
  std::vector<Errors> errors;
  for (std::size_t j = 0; j < k; ++j) errors.push_back({static_cast<double>(examples.targets[rows[0] * k + j])});
  Evaluation result;
  result.confusion.resize(classes * classes);
  const auto use = [&](std::size_t first, std::size_t used, const float*, const float* units) {
    for (std::size_t e = 0; e < used; ++e) {
      for (std::size_t j = 0; j < k; ++j) {
        output[j] = static_cast<double>(units[outputs + j * width + e]);
        target[j] = static_cast<double>(examples.targets[rows[first + e] * k + j]);
      }
      count(result, classes, threshold, output, target, errors);
    }
  };
  inPasses(trainer, rows.size(), fillFrom(examples, rows), use);
  if (classes > 0)
    summarizeClasses(result, classes);
  else
    summarizeErrors(result, errors, static_cast<double>(rows.size()));
  return result;
}

namespace {

/// Of one unit's outputs over the examples.
struct UnitSums {
  double outputs = 0, squares = 0;
  double flat = 0;      ///< how many have a slope below `flatSlope`
  bool learns = false;  ///< has any a slope at all?
};
constexpr float flatSlope = 0.01f;  // which the slope of a leaky ReLU is, and so not below

std::vector<UnitSums> unitSums(Trainer& trainer, const FloatExamples& examples, std::span<const std::uint32_t> rows) {
  std::vector<UnitSums> units(trainer.network().unitCount());
  const auto add = [&](std::size_t, std::size_t used, const float*, const float* outputs) {
    const float* slopes = reinterpret_cast<const float*>(trainer.slopes().data());
    for (std::size_t u = 0; u < units.size(); ++u)
      for (std::size_t e = 0; e < used; ++e) {
        const double o = static_cast<double>(outputs[u * width + e]);
        const float slope = absolute(slopes[u * width + e]);
        units[u].outputs += o;
        units[u].squares += o * o;
        units[u].flat += slope < flatSlope ? 1 : 0;
        if (slope > 0) units[u].learns = true;
      }
  };
  inPasses(trainer, rows.size(), fillFrom(examples, rows), add);
  return units;
}

/// Of `units` units that saw `examples` examples each. The slopes of softmax say nothing of a unit alone.
LayerStatistics summary(std::span<const UnitSums> units, std::size_t examples, bool hasSlopes) {
  double outputs = 0, squares = 0, flat = 0, dead = 0;
  for (const UnitSums& unit : units) {
    outputs += unit.outputs;
    squares += unit.squares;
    flat += unit.flat;
    dead += unit.learns ? 0 : 1;
  }
  const double count = static_cast<double>(units.size() * examples), mean = outputs / count;
  LayerStatistics layer{mean, sqrt(std::max(0.0, squares / count - mean * mean)), 0, 0, 0, 0, 0};
  if (!hasSlopes) return layer;
  layer.saturated = flat / count;
  layer.dead = dead / static_cast<double>(units.size());
  return layer;
}

}  // namespace

std::vector<LayerStatistics> outputStatistics(Trainer& trainer, const FloatExamples& examples,
                                              std::span<const std::uint32_t> rows) {
  const std::vector<UnitSums> sums = unitSums(trainer, examples, rows);
  std::span<const UnitSums> left = sums;
  std::vector<LayerStatistics> result;
  for (const Layer& layer : trainer.network().layers()) {
    result.push_back(summary(left.first(layer.units), rows.size(), layer.activation != Activation::softmax));
    left = left.subspan(layer.units);
  }
  return result;
}

}  // namespace backprop
