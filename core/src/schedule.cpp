#include "backprop/schedule.h"

#include <algorithm>

#include "backprop/elementary.h"

namespace backprop {
namespace {

constexpr double cycleStart = 1.0 / 25, cycleEnd = cycleStart / 1e4, cycleRise = 0.3;

/// From `from` to `to` along half a cosine, as `part` goes from 0 to 1.
double alongCosine(double from, double to, double part) { return to + (from - to) / 2 * (1 + cos(pi * part)); }

/// The rise ends at the step before 30 % and the fall at the last step, as PyTorch counts.
double oneCycle(double steps, double total) {
  const double top = std::max(cycleRise * total - 1, 0.0), end = std::max(total - 1, top + 1);
  if (steps <= top) return alongCosine(cycleStart, 1, top > 0 ? steps / top : 1);
  return alongCosine(1, cycleEnd, std::min((steps - top) / (end - top), 1.0));
}

[[gnu::noinline]] double changingFactor(const ScheduleConfig& given, std::uint64_t steps) {
  const ScheduleConfig schedule = withDefaults(given);
  const double gamma = schedule.gamma.value_or(1), total = schedule.totalSteps.value_or(1);
  const auto now = static_cast<double>(steps);
  switch (schedule.name) {
    case Schedule::step: return power(gamma, steps / static_cast<std::uint64_t>(schedule.stepSize.value_or(1)));
    case Schedule::exponential: return power(gamma, steps);
    case Schedule::cosine: return alongCosine(1, 0, std::min(now / total, 1.0));
    case Schedule::oneCycle: return oneCycle(now, total);
    default: break;  // the warm-up
  }
  return std::min((now + 1) / total, 1.0);
}

}  // namespace

double scheduleFactor(const ScheduleConfig& schedule, std::uint64_t steps) {
  return schedule.name == Schedule::constant ? 1 : changingFactor(schedule, steps);
}

}  // namespace backprop
