// First values of the parameters.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "backprop/names.h"
#include "backprop/network.h"

namespace backprop {

/// What W, (m, n), of a layer with n inputs and m units begins with; the biases begin with 0.
///   zeros          0: all units of a layer stay alike, which shows why chance is needed
///   uniform        uniform in ±½
///   glorotUniform  uniform in ±√(6/(n + m)); glorotNormal  normal, σ = √(2/(n + m))
///                  (X. Glorot, Y. Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010)
///   heUniform      uniform in ±√(6/n); heNormal  normal, σ = √(2/n)
///                  (K. He et al., Delving Deep into Rectifiers, 2015)
///   lecunNormal    normal, σ = √(1/n) (Y. LeCun et al., Efficient BackProp, 1998)
///   orthogonal     rows, or columns where there are fewer, of length 1 at right angles to each other
///                  (A. M. Saxe, J. L. McClelland, S. Ganguli, Exact solutions to the nonlinear dynamics of learning, 2013)
enum class Initializer { zeros, uniform, glorotUniform, glorotNormal, heUniform, heNormal, lecunNormal, orthogonal };
template <>
inline constexpr std::array<std::string_view, 8> names<Initializer>{"zeros",     "uniform",  "glorotUniform", "glorotNormal",
                                                                    "heUniform", "heNormal", "lecunNormal",   "orthogonal"};

/// Parameters of `network`, in its flat layout.
std::vector<float> initialParameters(const Network& network, Initializer initializer, Random& random);

}  // namespace backprop
