// What a look through the microscope is at.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "backprop/fault.h"

namespace backprop {

/// What backpropagation is followed on: one example of the data, one that need not be in it, or several whose mean is taken.
/// And with what, where that is not the session's own.
struct Specimen {
  std::optional<std::uint32_t> example;                ///< row of the data
  std::optional<std::vector<double>> input, target;    ///< (d) in the user's units, and (outputs)
  std::optional<std::vector<std::uint32_t>> examples;  ///< rows of the data
  std::optional<std::vector<double>> parameters;       ///< in parameter order
  std::optional<Fault> fault;
};

/// What a step of the optimizer starts from, where that is not the session's own.
struct StepStart {
  std::optional<std::vector<double>> optimizerState;  ///< as a checkpoint holds it
  std::optional<std::uint64_t> step;                  ///< mini-batches so far, which the schedule goes by
};

}  // namespace backprop
