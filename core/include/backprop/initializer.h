// First values of the parameters.
#pragma once

#include <vector>

#include "backprop/config.h"
#include "backprop/network.h"

namespace backprop {

/// Parameters of `network`, in its flat layout; biases are 0. glorotUniform: W uniform in ±√(6/(n + m))
/// (X. Glorot, Y. Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010).
std::vector<float> initialParameters(const Network& network, Initializer initializer, Random& random);

}  // namespace backprop
