// Schedules: the learning rate of every step, as a factor of the one that is set.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "backprop/names.h"
#include "backprop/option.h"

namespace backprop {

enum class Schedule { constant, step, exponential, cosine, oneCycle, warmUp };
template <>
inline constexpr std::array<std::string_view, 6> names<Schedule>{"constant", "step",     "exponential",
                                                                 "cosine",   "oneCycle", "warmUp"};

/// All lengths in steps, that is mini-batches.
struct ScheduleConfig {
  Schedule name = Schedule::constant;
  std::optional<double> stepSize;    ///< steps from one fall to the next
  std::optional<double> gamma;       ///< what the rate is multiplied with at each fall, or at each step
  std::optional<double> totalSteps;  ///< steps until the end is reached
};
template <>
inline constexpr std::array<Option<ScheduleConfig, Schedule>, 3> options<ScheduleConfig>{{
    {"stepSize", &ScheduleConfig::stepSize, {1, 1e9, true}, {{{}, 1000, {}, {}, {}, {}}}},
    {"gamma", &ScheduleConfig::gamma, {1e-6, 1}, {{{}, 0.5, 0.999, {}, {}, {}}}},
    {"totalSteps", &ScheduleConfig::totalSteps, {1, 1e9, true}, {{{}, {}, {}, 5000, 5000, 500}}},
}};

/// The factor for the step that follows `steps` others, in [0, 1]:
///   constant     1
///   step         γ^⌊steps / stepSize⌋
///   exponential  γ^steps
///   cosine       from 1 down to 0 along half a cosine, then 0 (I. Loshchilov, F. Hutter, SGDR, 2016)
///   oneCycle     up from 1/25 to 1 over the first 30 % and down to 1/250,000, both along half a cosine
///                (L. N. Smith, N. Topin, Super-Convergence, 2017; the numbers are those of PyTorch's OneCycleLR)
///   warmUp       up from 1 / totalSteps to 1 in equal parts, then 1
double scheduleFactor(const ScheduleConfig& schedule, std::uint64_t steps);

}  // namespace backprop
