// "Break it on purpose": mistakes that people make when they write backpropagation, to see that the gradient check finds them
// and what training makes of them. Each is one line of reference.cpp.
#pragma once

#include <array>
#include <string_view>

#include "backprop/names.h"

namespace backprop {

enum class Fault {
  none,
  deltaSign,          ///< δ at the outputs has the other sign: t − o for o − t
  missingSlope,       ///< δ is the error signal alone, without φ'(net)
  transposedWeights,  ///< the way back reads W, (m, n) row-major, as if it were (n, m)
  forgottenSum,       ///< a unit gets δ only from the first unit it feeds
};
template <>
inline constexpr std::array<std::string_view, 5> names<Fault>{"none", "deltaSign", "missingSlope", "transposedWeights",
                                                              "forgottenSum"};

}  // namespace backprop
