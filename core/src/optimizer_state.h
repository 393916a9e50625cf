// What an optimizer may be told to remember.
#pragma once

#include <cstddef>
#include <span>

#include "backprop/error.h"
#include "backprop/optimizer.h"
#include "backprop/range.h"
#include "finite.h"

namespace backprop {

template <class T>
[[gnu::noinline]] Flaw checkTerms(const Path& path, std::span<const std::string_view> terms, std::size_t parameters,
                                  std::span<const T> state) {
  const std::size_t numbers = terms.size() * parameters;
  if (auto failure = checkLength(path, state.size(), numbers + 1)) return failure;
  if (auto failure = checkFinite(path, state)) return failure;
  const auto check = [&](const Range& range, std::size_t i) { return range.check(path[i], static_cast<double>(state[i])); };
  constexpr Range squares{0, limits::number.max};
  for (std::size_t i = 0; i < numbers; ++i)
    if (terms[i / parameters] == "squares")
      if (auto failure = check(squares, i)) return failure;
  return check(limits::optimizerSteps, numbers);
}

/// What is wrong with a state of `optimizer` for so many parameters: its terms, of which squares are not negative, then the
/// number of its steps; nothing for sgd.
template <class T>
Flaw checkOptimizerState(const Path& path, Optimizer optimizer, std::size_t parameters, std::span<const T> state) {
  const auto terms = termsOf(optimizer);
  return terms.empty() ? checkLength(path, state.size(), 0) : checkTerms(path, terms, parameters, state);
}

}  // namespace backprop
