#include "backprop/initializer.h"

#include <algorithm>

#include "backprop/elementary.h"

namespace backprop {
namespace {

/// `count` vectors of `length` ≥ `count` numbers, of length 1 at right angles: drawn from a normal distribution, then each
/// freed of its shares along those before (J. P. Gram, E. Schmidt; twice, because rounding leaves a rest after once).
std::vector<double> orthonormalVectors(std::size_t count, std::size_t length, Random& random) {
  std::vector<double> vectors(count * length);
  for (double& number : vectors) number = random.normal(0, 1);
  const auto dot = [&](std::size_t a, std::size_t b) {
    double total = 0;
    for (std::size_t i = 0; i < length; ++i) total += vectors[a * length + i] * vectors[b * length + i];
    return total;
  };
  for (std::size_t v = 0; v < count; ++v) {
    for (std::size_t earlier = 0; earlier < 2 * v; ++earlier) {
      const std::size_t u = earlier % v;
      const double share = dot(v, u);
      for (std::size_t i = 0; i < length; ++i) vectors[v * length + i] -= share * vectors[u * length + i];
    }
    const double norm = sqrt(dot(v, v));
    for (std::size_t i = 0; i < length; ++i) vectors[v * length + i] /= norm;
  }
  return vectors;
}

/// W, (m, n) row-major.
[[gnu::noinline]] std::vector<double> orthogonalWeights(std::size_t units, std::size_t inputs, Random& random) {
  const std::size_t length = std::max(units, inputs);
  const std::vector<double> vectors = orthonormalVectors(std::min(units, inputs), length, random);
  if (units <= inputs) return vectors;
  std::vector<double> weights(vectors.size());
  for (std::size_t j = 0; j < units; ++j)
    for (std::size_t i = 0; i < inputs; ++i) weights[j * inputs + i] = vectors[i * length + j];
  return weights;
}

std::vector<double> initialWeights(std::size_t units, std::size_t inputs, Initializer initializer, Random& random) {
  const auto n = static_cast<double>(inputs), m = static_cast<double>(units);
  const auto drawn = [&](auto draw) {
    std::vector<double> weights(units * inputs);
    for (double& weight : weights) weight = draw();
    return weights;
  };
  const auto uniform = [&](double bound) { return drawn([&] { return random.uniform(-bound, bound); }); };
  const auto normal = [&](double variance) { return drawn([&] { return random.normal(0, sqrt(variance)); }); };
  switch (initializer) {
    case Initializer::uniform: return uniform(0.5);
    case Initializer::glorotUniform: return uniform(sqrt(6 / (n + m)));
    case Initializer::glorotNormal: return normal(2 / (n + m));
    case Initializer::heUniform: return uniform(sqrt(6 / n));
    case Initializer::heNormal: return normal(2 / n);
    case Initializer::lecunNormal: return normal(1 / n);
    case Initializer::orthogonal: return orthogonalWeights(units, inputs, random);
    case Initializer::zeros: break;
  }
  return std::vector<double>(units * inputs);
}

}  // namespace

std::vector<float> initialParameters(const Network& network, Initializer initializer, Random& random) {
  std::vector<float> parameters(network.parameterCount(), 0.0f);
  for (const Layer& layer : network.layers()) {
    const auto weights = initialWeights(layer.units, layer.inputs, initializer, random);
    std::transform(weights.begin(), weights.end(), parameters.begin() + static_cast<std::ptrdiff_t>(layer.weights),
                   [](double weight) { return static_cast<float>(weight); });
  }
  return parameters;
}

}  // namespace backprop
