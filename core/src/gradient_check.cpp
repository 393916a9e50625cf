#include "backprop/gradient_check.h"

#include <algorithm>

#include "backprop/elementary.h"

namespace backprop {

GradientCheck checkGradient(const Network& network, Loss loss, std::span<const double> parameters, Examples<double> examples,
                            double epsilon) {
  GradientCheck check{epsilon, meanGradient<double>(network, loss, parameters, examples), {}, {}, 0};
  std::vector<double> moved(parameters.begin(), parameters.end());
  const auto lossAt = [&](std::size_t p, double value) {
    moved[p] = value;
    return meanLoss<double>(network, loss, moved, examples);
  };
  for (std::size_t p = 0; p < moved.size(); ++p) {
    const double here = moved[p];
    const double numeric = (lossAt(p, here + epsilon) - lossAt(p, here - epsilon)) / (2 * epsilon);
    moved[p] = here;
    const double size = absolute(numeric) + absolute(check.analytic[p]);
    check.numeric.push_back(numeric);
    check.error.push_back(absolute(numeric - check.analytic[p]) / std::max(1e-8, size));
  }
  check.worst = static_cast<std::size_t>(std::max_element(check.error.begin(), check.error.end()) - check.error.begin());
  return check;
}

}  // namespace backprop
