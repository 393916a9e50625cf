#include "backprop/initializer.h"

#include "backprop/elementary.h"

namespace backprop {

std::vector<float> initialParameters(const Network& network, Initializer initializer, Random& random) {
  std::vector<float> parameters(network.parameterCount(), 0.0f);
  for (const Layer& layer : network.layers()) {
    switch (initializer) {
      case Initializer::glorotUniform: {
        const double bound = sqrt(6.0 / static_cast<double>(layer.inputs + layer.units));
        for (std::size_t p = layer.weights; p < layer.biases; ++p)
          parameters[p] = static_cast<float>(random.uniform(-bound, bound));
      }
    }
  }
  return parameters;
}

}  // namespace backprop
